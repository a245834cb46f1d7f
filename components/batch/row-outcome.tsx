"use client";

import { useTranslations } from "next-intl";
import { dayIn } from "@/components/booking/local-clock";
import { useBookingRegion } from "@/components/desk/booking-region";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TimeRange } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { Link } from "@/messages/navigation";
import { localTime } from "@/server/core/local-time";
import type { VehicleClass } from "@/server/core/vehicle";
import { type BatchRow, isOver, type RowChange } from "./batch-row";

interface RowOutcomeProps {
  row: BatchRow;
  now: number;
  /** Take one of the changes that would help. */
  onTake: (part: Partial<BatchRow>) => void;
  onAgain: () => void;
}

/** What the plan answered for this row: its slot and price, or why not and what would change it. */
export function RowOutcomeView(props: RowOutcomeProps) {
  const { row, now, onAgain } = props;
  const t = useTranslations("batch.outcome");
  const tClass = useTranslations("booking.vehicle");
  const { timeZone } = useBookingRegion();
  const { outcome } = row;
  if (!outcome) return null;
  const { slot, status, number, failure } = outcome;
  if (status === "failed")
    return (
      <Alert
        tone="danger"
        live
        action={
          <Button size="sm" onClick={onAgain}>
            {t("again")}
          </Button>
        }
      >
        {failure}
      </Alert>
    );
  if (status === "refused") return <Refused {...props} />;
  if (status === "in_review" || status === "handed_to_120")
    return (
      <Alert
        tone={status === "in_review" ? "info" : "danger"}
        action={<BookingLink id={row.id} number={number} />}
      >
        {t(`${status}_text`)}
      </Alert>
    );
  return (
    <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
      {slot ? (
        <>
          <strong className="text-lg">
            <TimeRange from={slot.pickupFrom} to={slot.pickupUntil} timeZone={timeZone} now={now} />
          </strong>
          <span>{tClass(`${slot.vehicleClass as VehicleClass}.name`)}</span>
          <Money fen={slot.totalFen} />
        </>
      ) : null}
      {isOver(row, now) ? <span className="text-wait">{t("over_text")}</span> : null}
      {status === "confirmed" ? <BookingLink id={row.id} number={number} /> : null}
    </p>
  );
}

function BookingLink({ id, number }: { id: string; number: string }) {
  const t = useTranslations("batch.outcome");
  return (
    <Link href={`/hospital/bookings/${id}`} className="text-primary underline">
      {t("open", { number })}
    </Link>
  );
}

function Refused({ row, now, onTake }: RowOutcomeProps) {
  const t = useTranslations("batch.outcome");
  const tReason = useTranslations("booking.refusal.reasons");
  const tRefusal = useTranslations("booking.refusal");
  const { timeZone } = useBookingRegion();
  const { reasons, changes } = row.outcome ?? { reasons: [], changes: [] };
  const take = ({ kind, pickupFrom, mobility }: RowChange) => {
    const at = new Date(pickupFrom);
    if (kind === "mobility") return onTake({ mobility });
    onTake({ day: dayIn(at.getTime(), timeZone), time: localTime(at, timeZone) });
  };
  return (
    <Alert tone="warn" title={t("why")}>
      <ul className="list-disc ps-5 text-sm">
        {reasons.map(({ constraint, vehicles }) => (
          <li key={constraint}>
            {tRefusal("reason", {
              reason: tReason.has(constraint) ? tReason(constraint) : tReason("other"),
              vehicles,
            })}
          </li>
        ))}
      </ul>
      <p className="mt-2 font-semibold">{t(changes.length > 0 ? "help" : "nothing")}</p>
      <ul className="mt-1 grid gap-2">
        {changes.map((change) => (
          <li
            key={`${change.kind}${change.mobility}`}
            className="flex flex-wrap items-center gap-x-3 gap-y-1"
          >
            <span>
              {change.mobility
                ? t(`change_${change.mobility}`)
                : t(`change_${change.kind}`, { minutes: change.minutes })}{" "}
              <TimeRange from={change.pickupFrom} to={change.pickupUntil} timeZone={timeZone} now={now} />
            </span>
            <Button variant="secondary" size="sm" onClick={() => take(change)}>
              {t("take")}
            </Button>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
