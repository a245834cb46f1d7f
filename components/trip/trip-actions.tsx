"use client";

import {
  Ambulance,
  Ban,
  Camera,
  ClipboardPen,
  Clock,
  FilePlus2,
  Footprints,
  type LucideIcon,
  ReceiptText,
  TriangleAlert,
  Wallet,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { Link } from "@/messages/navigation";
import { isLive, openMoves, type TripStatus } from "@/server/core/trip";

interface Action {
  page: string;
  icon: LucideIcon;
  /** Whether it makes sense at a status; left out: always. */
  when?: (now: TripStatus) => boolean;
}

const isUnderWay = (now: TripStatus) => isLive(now) && now !== "assigned";

const actions: Action[] = [
  { page: "waiting", icon: Clock, when: isUnderWay },
  { page: "carry", icon: Footprints, when: (now) => isUnderWay(now) || now === "completed" },
  { page: "toll", icon: ReceiptText, when: (now) => isUnderWay(now) || now === "completed" },
  { page: "photo", icon: Camera },
  { page: "extra", icon: FilePlus2, when: isUnderWay },
  { page: "payment", icon: Wallet },
  { page: "adverse", icon: TriangleAlert },
  { page: "note", icon: ClipboardPen },
  { page: "cannot-carry", icon: Ban, when: (now) => openMoves(now).includes("cannot_carry") },
];

/** What else can happen on a trip. */
export function TripActions({ tripId, now }: { tripId: string; now: TripStatus }) {
  const t = useTranslations("trip.actions");
  return (
    <nav aria-label={t("label")}>
      <ul className="grid grid-cols-3 gap-2.5">
        {actions
          .filter(({ when }) => !when || when(now))
          .map(({ page, icon: Icon }) => (
            <li key={page}>
              <Link
                href={`/crew/trips/${tripId}/${page}`}
                className="grid min-h-24 place-items-center content-center gap-1.5 rounded-lg border border-control bg-surface px-1.5 py-3 text-center font-medium text-base text-primary leading-tight hover:border-primary hover:bg-primary-soft"
              >
                <Icon aria-hidden="true" className="size-7" />
                {t(page)}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}

/** The one red button: the patient got worse. There as soon as somebody may be with the patient. */
export function WorseButton({ tripId, now }: { tripId: string; now: TripStatus }) {
  const t = useTranslations("trip.worse");
  if (!isUnderWay(now)) return null;
  return (
    <LinkButton href={`/crew/trips/${tripId}/worse`} variant="emergency" size="touch" wide>
      <Ambulance aria-hidden="true" />
      {t("open")}
    </LinkButton>
  );
}
