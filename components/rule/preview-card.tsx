"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useFailureText } from "@/components/api/failure-text";
import type { RulePreviewView, RuleRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { FailLines } from "@/components/certification/fails";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { ListSkeleton } from "@/components/ui/skeleton";
import { linkInText } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { usePathWords } from "./use-path-words";

const shown = 20;

interface PreviewCardProps {
  rule: RuleRecord;
  /** First day; null: at once. */
  effectiveOn: string | null;
}

/** Before anything is published: who and what certified today would fail from that day on, and which promises it hits. */
export function Preview({ rule, effectiveOn }: PreviewCardProps) {
  const t = useTranslations("rule.preview");
  const trpc = useTRPC();
  const failure = useFailureText();
  const query = useQuery(trpc.rule.preview.queryOptions({ ruleVersionId: rule.id, effectiveOn }));
  if (query.error) return <Alert tone="warn">{failure(query.error)}</Alert>;
  if (!query.data) return <ListSkeleton rows={3} />;
  const { data } = query;
  if (rule.kind !== "standard") return <OtherKinds rule={rule} data={data} />;
  const { failing, trips, shiftCount, certified } = data;
  const isClear = failing.length === 0 && trips.length === 0 && shiftCount === 0;
  return (
    <div className="grid gap-4">
      {isClear ? <Alert tone="ok">{t("nobody")}</Alert> : null}
      {isClear ? null : (
        <Alert tone="warn">
          {t("summary", {
            vehicles: failing.filter(({ subject }) => subject === "vehicle").length,
            allVehicles: certified.vehicle,
            people: failing.filter(({ subject }) => subject === "crew").length,
            allPeople: certified.crew,
            operators: failing.filter(({ subject }) => subject === "operator").length,
            allOperators: certified.operator,
            shifts: shiftCount,
            trips: trips.length,
          })}
        </Alert>
      )}
      <Failing failing={failing} />
      <Trips rule={rule} trips={trips} />
    </div>
  );
}

function Failing({ failing }: { failing: RulePreviewView["failing"] }) {
  const t = useTranslations("rule.preview");
  const isEnglish = useLocale() === "en";
  if (failing.length === 0) return null;
  return (
    <section aria-label={t("failing")} className="grid gap-2">
      <h3 className="font-medium">{t("failing")}</h3>
      <ul className="grid gap-2">
        {failing.slice(0, shown).map((it) => {
          const operator = isEnglish ? it.operatorEn : it.operatorZh;
          return (
            <li key={it.certificationId}>
              <span className="flex flex-wrap items-center gap-2">
                <Link href={`/regulator/certification/${it.certificationId}`} className={linkInText}>
                  {it.name || operator}
                </Link>
                <span className="text-ink-soft text-sm">
                  {t(`subjects.${it.subject}`)}
                  {it.name ? ` · ${operator}` : ""}
                </span>
                {it.failsAlready ? <Badge tone="late">{t("already")}</Badge> : null}
              </span>
              <FailLines fails={it.fails} />
            </li>
          );
        })}
      </ul>
      {failing.length > shown ? (
        <p className="text-ink-soft text-sm">{t("more", { count: failing.length - shown })}</p>
      ) : null}
    </section>
  );
}

function Trips({ rule, trips }: { rule: RuleRecord; trips: RulePreviewView["trips"] }) {
  const t = useTranslations("rule.preview");
  const { timeZone, now } = useDesk();
  const place = usePathWords(rule.content);
  if (trips.length === 0) return null;
  return (
    <section aria-label={t("trips")} className="grid gap-2">
      <h3 className="font-medium">{t("trips")}</h3>
      <ul className="grid gap-1">
        {trips.slice(0, shown).map((it) => (
          <li key={it.bookingId} className="flex flex-wrap gap-x-3">
            <Link href={`/regulator/trips/${it.bookingId}`} className={linkInText}>
              {it.number}
            </Link>
            <Instant at={it.plannedAt} timeZone={timeZone} now={now} />
            <span>{it.plate}</span>
            {it.isUnderWay ? <Badge tone="late">{t("underWay")}</Badge> : null}
            <span className="text-ink-soft text-sm">
              {it.ruleIds.map((id) => place(["rules", id])).join(t("comma"))}
            </span>
          </li>
        ))}
      </ul>
      {trips.length > shown ? (
        <p className="text-ink-soft text-sm">{t("more", { count: trips.length - shown })}</p>
      ) : null}
      <p className="text-ink-soft text-sm">{t("tripsWhat")}</p>
      {trips.some(({ isUnderWay }) => isUnderWay) ? (
        <p className="text-ink-soft text-sm">{t("underWayWhat")}</p>
      ) : null}
    </section>
  );
}

/** Prices, questions and needs that were given stay with the version they cite: no promise is touched. */
function OtherKinds({ rule, data }: { rule: RuleRecord; data: RulePreviewView }) {
  const t = useTranslations("rule.preview");
  const { withoutVehicle } = data;
  return (
    <div className="grid gap-3">
      <Alert tone="ok">{t(`untouched.${rule.kind === "tariff" ? "tariff" : "decided"}`)}</Alert>
      {withoutVehicle && withoutVehicle.length > 0 ? (
        <Alert tone="warn" title={t("withoutVehicle", { count: withoutVehicle.length })}>
          {withoutVehicle.join(t("comma"))}
        </Alert>
      ) : null}
    </div>
  );
}
