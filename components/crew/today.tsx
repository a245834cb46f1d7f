"use client";

import { CalendarCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useFailureText } from "@/components/api/failure-text";
import { OpenDisinfections } from "@/components/case/open-disinfections";
import { CashInHand } from "@/components/cash-count/cash-in-hand";
import { CrewInspections } from "@/components/inspection/crew-inspections";
import { useCrewFrame } from "@/components/trip/crew-context";
import { statusWith } from "@/components/trip/outbox-entry";
import { useOutbox } from "@/components/trip/use-outbox";
import { type ListedTrip, useToday } from "@/components/trip/use-trip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { formatInstant } from "@/components/ui/instant";
import { ListSkeleton } from "@/components/ui/skeleton";
import { isLive } from "@/server/core/trip";
import { NextTrip } from "./next-trip";
import type { OwnTrip } from "./own-trip";
import { TripRow } from "./trip-row";

const dayMilliseconds = 86_400_000;

/** The calendar day `ahead` days from now in a zone, as YYYY-MM-DD. */
function localDay(timeZone: string, ahead: number): string {
  const at = new Date(Date.now() + ahead * dayMilliseconds);
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(at);
}

/** Own trips with the status that this phone works from. */
function useOwn(trips: readonly ListedTrip[]): OwnTrip[] {
  const { settled, entries } = useOutbox();
  return trips.map((trip) => ({
    ...trip,
    now: statusWith(
      trip.status,
      [...settled, ...entries].filter(({ tripId }) => tripId === trip.id),
    ),
  }));
}

/** The crew's day: the trip that is next as large as the phone, the others below, tomorrow to prepare for. */
export function Today() {
  const t = useTranslations("crew.today");
  const locale = useLocale();
  const { timeZone } = useCrewFrame();
  const query = useToday();
  const tomorrow = useToday(localDay(timeZone, 1));
  const own = useOwn(query.data ?? []);
  const known = new Set(own.map(({ id }) => id));
  const preview = (tomorrow.data ?? []).filter(({ id }) => !known.has(id));
  return (
    <>
      <h1 className="text-2xl">{t("title")}</h1>
      <p className="mb-4 text-ink-soft" suppressHydrationWarning>
        {formatInstant(Date.now(), "longDate", timeZone, locale)}
      </p>
      <OpenDisinfections timeZone={timeZone} withPhoto={false} />
      <CrewInspections />
      <CashInHand />
      {query.data ? <Trips own={own} /> : <NotRead query={query} />}
      {preview.length > 0 ? (
        <section aria-labelledby="tomorrow" className="mt-8">
          <h2 id="tomorrow" className="mb-3 text-xl">
            {t("tomorrow", { count: preview.length })}
          </h2>
          <ul className="grid gap-3">
            {preview.map((trip) => (
              <TripRow key={trip.id} trip={{ ...trip, now: trip.status }} />
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function Trips({ own }: { own: OwnTrip[] }) {
  const t = useTranslations("crew.today");
  const live = own.filter(({ now }) => isLive(now));
  const next = live.find(({ now }) => now !== "assigned") ?? live[0];
  const others = live.filter((trip) => trip !== next);
  const over = own.filter(({ now }) => !isLive(now));
  if (own.length === 0) {
    return <EmptyState icon={<CalendarCheck />} title={t("empty")} description={t("emptyText")} />;
  }
  return (
    <div className="grid gap-8">
      {next ? <NextTrip trip={next} /> : <p className="text-xl">{t("allDone")}</p>}
      <Rows title={t("later", { count: others.length })} trips={others} />
      <Rows title={t("over", { count: over.length })} trips={over} />
    </div>
  );
}

function Rows({ title, trips }: { title: string; trips: OwnTrip[] }) {
  if (trips.length === 0) return null;
  return (
    <section>
      <h2 className="mb-3 text-xl">{title}</h2>
      <ul className="grid gap-3">
        {trips.map((trip) => (
          <TripRow key={trip.id} trip={trip} />
        ))}
      </ul>
    </section>
  );
}

function NotRead({ query }: { query: ReturnType<typeof useToday> }) {
  const t = useTranslations("crew.today");
  const textOf = useFailureText();
  if (!query.error) return <ListSkeleton rows={3} rowClassName="h-40" />;
  return (
    <ErrorState
      title={t("unreadable")}
      description={textOf(query.error)}
      onRetry={() => void query.refetch()}
      retrying={query.isFetching}
    />
  );
}
