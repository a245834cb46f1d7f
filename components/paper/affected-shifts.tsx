"use client";

import { useTranslations } from "next-intl";
import type { CertificationRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Instant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";

const shown = 8;
const soonMs = 60 * 86_400_000;

/** The first instant from which it no longer counts: at once where it does not count now. */
function endsAt({ status, validUntil, current }: CertificationRecord): number {
  if (status !== "certified") return 0;
  return Math.min(
    validUntil?.getTime() ?? Number.POSITIVE_INFINITY,
    current?.expiresAt ?? Number.POSITIVE_INFINITY,
  );
}

/** Shifts that are already planned for a time at which the certification will not count any more. */
export function AffectedShifts({ data }: { data: CertificationRecord }) {
  const t = useTranslations("paper.affected");
  const { timeZone, now } = useDesk();
  const from = endsAt(data);
  const hit = data.affected.shifts.filter(({ endsAt: until }) => until.getTime() > from);
  if (hit.length === 0 || from > now + soonMs) return null;
  const ids = new Set(hit.map(({ id }) => id));
  const bookings = data.affected.bookings.filter(({ shiftId }) => ids.has(shiftId)).length;
  return (
    <Alert
      tone="warn"
      title={t("title", { shifts: hit.length, bookings })}
      action={
        <LinkButton href="/operator/shifts" variant="secondary" size="sm">
          {t("toShifts")}
        </LinkButton>
      }
    >
      <p>{t("text")}</p>
      <ul className="mt-2 list-disc ps-5 text-sm">
        {hit.slice(0, shown).map((it) => (
          <li key={it.id}>
            {it.plate} · <Instant at={it.startsAt} timeZone={timeZone} now={now} />
          </li>
        ))}
      </ul>
      {hit.length > shown ? <p className="mt-1 text-sm">{t("more", { count: hit.length - shown })}</p> : null}
    </Alert>
  );
}
