import { useTranslations } from "next-intl";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import type { BookingStatus } from "@/server/core/booking";

const tones: Record<BookingStatus, BadgeProps["tone"]> = {
  draft: "neutral",
  in_review: "wait",
  handed_to_120: "emergency",
  held: "wait",
  confirmed: "info",
  offered: "info",
  assigned: "ok",
  under_way: "primary",
  completed: "neutral",
  cancelled: "neutral",
  failed: "danger",
  unserved: "danger",
};

/** How a booking stands, in the words of a ward. */
export function StatusBadge({ status }: { status: BookingStatus }) {
  const t = useTranslations("desk.status");
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
