import {
  BadgeCheck,
  Banknote,
  BookOpen,
  BookOpenCheck,
  Building2,
  CalendarCheck,
  CalendarClock,
  CalendarRange,
  ClipboardCheck,
  ClipboardList,
  ClipboardPaste,
  CreditCard,
  Dices,
  FileText,
  HandHeart,
  House,
  IdCard,
  Landmark,
  LayoutDashboard,
  ListChecks,
  ListOrdered,
  type LucideIcon,
  Map as MapIcon,
  MessageSquareWarning,
  MonitorDot,
  PhoneForwarded,
  PhoneIncoming,
  PhoneOutgoing,
  ReceiptText,
  Route,
  Scale,
  ScanLine,
  ScrollText,
  SearchCheck,
  Send,
  ShieldCheck,
  ShieldPlus,
  Truck,
  UserRound,
  UsersRound,
  WalletCards,
} from "lucide-react";

/** One entry of an area's navigation: the address without language, the key of its words in `shell.nav`, its icon. */
export interface AreaEntry {
  href: string;
  key: string;
  icon: LucideIcon;
}

export type Area =
  | "hospital"
  | "seat"
  | "clinician"
  | "operator"
  | "crew"
  | "regulator"
  | "finance"
  | "admin"
  | "family";

/** Where each role can go, most used first: the first four stand in the bottom bar of a phone. */
export const areas: Record<Area, AreaEntry[]> = {
  hospital: [
    { href: "/hospital/desk", key: "desk", icon: ClipboardList },
    { href: "/hospital/board", key: "board", icon: MonitorDot },
    { href: "/hospital/patients", key: "patients", icon: UserRound },
    { href: "/hospital/bookings", key: "bookings", icon: ListChecks },
    { href: "/hospital/batch", key: "batch", icon: ClipboardPaste },
    { href: "/hospital/account", key: "account", icon: BookOpenCheck },
    { href: "/hospital/subscription", key: "subscription", icon: CreditCard },
    { href: "/hospital/relief", key: "relief", icon: HandHeart },
    { href: "/hospital/privacy", key: "privacy", icon: ShieldCheck },
  ],
  seat: [
    { href: "/seat/intake", key: "intake", icon: PhoneIncoming },
    { href: "/seat/bookings", key: "bookings", icon: ListChecks },
    { href: "/seat/callbacks", key: "callbacks", icon: PhoneOutgoing },
    { href: "/seat/emergency", key: "emergency", icon: PhoneForwarded },
    { href: "/seat/relief", key: "relief", icon: HandHeart },
    { href: "/seat/complaints", key: "complaints", icon: MessageSquareWarning },
  ],
  clinician: [{ href: "/clinician/queue", key: "queue", icon: ClipboardCheck }],
  operator: [
    { href: "/operator/offers", key: "offers", icon: Send },
    { href: "/operator/plan", key: "plan", icon: CalendarRange },
    { href: "/operator/trips", key: "trips", icon: Route },
    { href: "/operator/fleet", key: "fleet", icon: Truck },
    { href: "/operator/crew", key: "crew", icon: UsersRound },
    { href: "/operator/shifts", key: "shifts", icon: CalendarClock },
    { href: "/operator/inspections", key: "inspections", icon: ClipboardCheck },
    { href: "/operator/papers", key: "papers", icon: IdCard },
    { href: "/operator/statements", key: "statements", icon: WalletCards },
    { href: "/operator/invoices", key: "invoices", icon: ReceiptText },
    { href: "/operator/subscription", key: "subscription", icon: CreditCard },
    { href: "/operator/cash", key: "cash", icon: Banknote },
    { href: "/operator/allocation", key: "allocation", icon: ListOrdered },
    { href: "/operator/privacy", key: "privacy", icon: ShieldCheck },
  ],
  crew: [{ href: "/crew", key: "today", icon: House }],
  regulator: [
    { href: "/regulator/overview", key: "overview", icon: LayoutDashboard },
    { href: "/regulator/map", key: "map", icon: MapIcon },
    { href: "/regulator/certification", key: "certification", icon: BadgeCheck },
    { href: "/regulator/trips", key: "trips", icon: Route },
    { href: "/regulator/markings", key: "markings", icon: ScanLine },
    { href: "/regulator/findings", key: "findings", icon: SearchCheck },
    { href: "/regulator/samples", key: "samples", icon: Dices },
    { href: "/regulator/rules", key: "rules", icon: Scale },
    { href: "/regulator/relief", key: "relief", icon: HandHeart },
    { href: "/regulator/cases", key: "cases", icon: MessageSquareWarning },
    { href: "/regulator/payments", key: "payments", icon: WalletCards },
    { href: "/regulator/payouts", key: "payouts", icon: Send },
    { href: "/regulator/insurance", key: "insurance", icon: ShieldPlus },
    { href: "/regulator/allocation", key: "allocation", icon: ListOrdered },
    { href: "/regulator/privacy", key: "privacy", icon: ShieldCheck },
    { href: "/regulator/reports", key: "reports", icon: FileText },
    { href: "/regulator/audit", key: "audit", icon: ScrollText },
  ],
  finance: [
    { href: "/finance/payments", key: "payments", icon: WalletCards },
    { href: "/finance/accounts", key: "accounts", icon: BookOpenCheck },
    { href: "/finance/insurance", key: "insurance", icon: ShieldPlus },
    { href: "/finance/bank", key: "bank", icon: Landmark },
    { href: "/finance/cash", key: "cash", icon: Banknote },
    { href: "/finance/invoices", key: "invoices", icon: ReceiptText },
    { href: "/finance/settlement", key: "settlement", icon: Scale },
    { href: "/finance/payouts", key: "payouts", icon: Send },
    { href: "/finance/close", key: "close", icon: CalendarCheck },
    { href: "/finance/ledger", key: "ledger", icon: BookOpen },
  ],
  admin: [
    { href: "/admin/organizations", key: "organizations", icon: Building2 },
    { href: "/admin/regions", key: "regions", icon: MapIcon },
  ],
  family: [
    { href: "/family", key: "myBookings", icon: ListChecks },
    { href: "/family/profile", key: "profile", icon: UserRound },
  ],
};
