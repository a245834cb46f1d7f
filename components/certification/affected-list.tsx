"use client";

import { useTranslations } from "next-intl";
import type { CertificationRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Instant } from "@/components/ui/instant";
import { linkInText } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";

const shown = 8;

/** Shifts and promised bookings that hang on a certification from now on. */
export function AffectedList({ affected }: { affected: CertificationRecord["affected"] }) {
  const t = useTranslations("certification.affected");
  const { timeZone, now } = useDesk();
  const { shifts, bookings } = affected;
  if (shifts.length === 0 && bookings.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <div className="grid gap-3">
      <p className="font-medium">{t("title", { shifts: shifts.length, bookings: bookings.length })}</p>
      {bookings.length > 0 ? (
        <div>
          <h3 className="text-ink-soft text-sm">{t("bookings")}</h3>
          <ul className="grid gap-1">
            {bookings.slice(0, shown).map((it) => (
              <li key={it.id} className="flex flex-wrap gap-x-3">
                <Link href={`/regulator/trips/${it.id}`} className={linkInText}>
                  {it.number}
                </Link>
                <Instant at={it.wantedFrom} timeZone={timeZone} now={now} />
              </li>
            ))}
          </ul>
          <More count={bookings.length - shown} />
        </div>
      ) : null}
      <div>
        <h3 className="text-ink-soft text-sm">{t("shifts")}</h3>
        <ul className="grid gap-1">
          {shifts.slice(0, shown).map((it) => (
            <li key={it.id} className="flex flex-wrap gap-x-3">
              <span>{it.plate}</span>
              <Instant at={it.startsAt} timeZone={timeZone} now={now} />
            </li>
          ))}
        </ul>
        <More count={shifts.length - shown} />
      </div>
    </div>
  );
}

function More({ count }: { count: number }) {
  const t = useTranslations("certification.affected");
  return count > 0 ? <p className="text-ink-soft text-sm">{t("more", { count })}</p> : null;
}
