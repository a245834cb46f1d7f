import { useTranslations } from "next-intl";
import { AgainButtons } from "@/components/booking/again-buttons";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { TimeRange } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import type { BookingStatus } from "@/server/core/booking";
import type { BookingRow } from "@/server/core/booking-view";

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
const ended: BookingStatus[] = ["completed", "cancelled", "failed", "unserved", "handed_to_120"];

/** What may be booked again as it was; where 120 took over, the questions come first. */
const again: BookingStatus[] = ["completed", "cancelled", "failed", "unserved"];

interface FamilyBookingsProps {
  bookings: BookingRow[];
  regionId: string;
  timeZone: string;
  now: number;
}

/** A family's bookings: what is coming first, by time; what is over after it, the newest first. */
export function FamilyBookings({ bookings, regionId, timeZone, now }: FamilyBookingsProps) {
  const t = useTranslations("account.family");
  const isOver = ({ status }: BookingRow) => ended.includes(status);
  const groups = [
    { title: t("current"), rows: bookings.filter((row) => !isOver(row)) },
    { title: t("earlier"), rows: bookings.filter(isOver).reverse() },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <div className="grid gap-8">
      {groups.map(({ title, rows }) => (
        <section key={title}>
          <h2 className="mb-3 text-xl">{title}</h2>
          <ul className="grid gap-4 lg:grid-cols-2">
            {rows.map((row) => (
              <li key={row.id}>
                <FamilyBooking booking={row} regionId={regionId} timeZone={timeZone} now={now} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface FamilyBookingProps extends Omit<FamilyBookingsProps, "bookings"> {
  booking: BookingRow;
}

function FamilyBooking({ booking, regionId, timeZone, now }: FamilyBookingProps) {
  const t = useTranslations("account.family");
  const { id, number, status, from, to, promise, wantedFrom, wantedUntil, plate, totalFen } = booking;
  const range = promise ? [promise.pickupFrom, promise.pickupUntil] : [wantedFrom, wantedUntil];
  const [start = wantedFrom, end = wantedUntil] = range;
  const items = [
    {
      term: t(promise ? "pickup" : "wanted"),
      value: <TimeRange from={start} to={end} timeZone={timeZone} now={now} />,
    },
    ...(plate ? [{ term: t("plate"), value: plate }] : []),
    ...(totalFen === null ? [] : [{ term: t("price"), value: <Money fen={totalFen} /> }]),
  ];
  return (
    <Card
      headingLevel={3}
      title={t("route", { from: from.label, to: to.label })}
      aside={<Badge tone={tones[status]}>{t(`statuses.${status}`)}</Badge>}
      footer={
        <div className="flex flex-wrap items-center justify-between gap-3">
          <span className="text-ink-soft text-sm">{t("bookingNumber", { number })}</span>
          <LinkButton href={`/family/bookings/${id}`} variant="secondary" size="sm">
            {t("open")}
          </LinkButton>
        </div>
      }
    >
      <DescriptionList items={items} />
      {again.includes(status) ? (
        <div className="mt-4">
          <AgainButtons regionId={regionId} bookingId={id} size="sm" />
        </div>
      ) : null}
    </Card>
  );
}
