"use client";

import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useTRPC } from "@/components/api/provider";
import { OwnAdverseCard } from "@/components/case/own-adverse";
import { ComplaintCard } from "@/components/complaint/complaint-card";
import { HistoryCard } from "@/components/notice/history-card";
import { MoneyCard } from "@/components/payment/money-card";
import { useNow } from "@/components/plan/use-now";
import { OpeningsCard } from "@/components/privacy/openings-card";
import { RatingCard } from "@/components/rating/rating-card";
import { BoardingCode } from "@/components/tracking/boarding-code";
import { CancelCard } from "@/components/tracking/cancel-card";
import type { TrackPart } from "@/components/tracking/part";
import { ProgressCard } from "@/components/tracking/progress-card";
import { ReadyCard } from "@/components/tracking/ready-card";
import { VehicleCard } from "@/components/tracking/vehicle-card";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { BookingFull, TrackView } from "@/server/core/booking-view";
import { BookingFacts, WhenFacts } from "./booking-facts";
import { useDeskLinks, useIsWard } from "./booking-region";
import { ConsentList } from "./consent-list";
import { RepeatCard } from "./repeat-card";
import { SendLinkCard } from "./send-link-card";
import { StatusBadge } from "./status-badge";
import { TripSheet } from "./trip-sheet";

interface BookingRecordProps {
  /** Names in clear where this hospital booked; read once, since each read is kept in the record. */
  full: BookingFull;
  track: TrackView;
  region: TrackPart["region"];
  /** The tracking link's path; null where another hospital booked, or nothing is confirmed. */
  trackPath: string | null;
}

/** The member is signed in with a second factor: no one-time code is asked for. */
const manage = { isOpen: true, open: () => undefined };

const openStatuses = new Set(["draft", "held"]);
/** No vehicle comes: there is no time to promise, no sheet to carry, no link to send. */
const goneStatuses = new Set(["cancelled", "failed", "unserved"]);

/** One booking with everything about it, live. */
export function BookingRecord({ full, track, region, trackPath: path }: BookingRecordProps) {
  const t = useTranslations("desk.record");
  const links = useDeskLinks();
  const isWard = useIsWard();
  const trpc = useTRPC();
  const now = useNow();
  const { data: view } = useQuery({
    ...trpc.booking.track.queryOptions({ bookingId: full.id }),
    initialData: track,
  });
  const part: TrackPart = { view, region, token: full.trackToken ?? "", now, manage };
  const isOwn = view.manage;
  const isGone = goneStatuses.has(view.status);
  const trackPath = isGone ? null : path;
  return (
    <>
      {trackPath ? <TripSheet full={full} view={view} trackPath={trackPath} region={region} /> : null}
      <div className="print:hidden">
        <PageHeader
          title={t("heading", { number: full.number })}
          back={{ href: links.bookings, label: t("back") }}
          meta={<StatusBadge status={view.status} />}
          actions={
            <>
              {isOwn && openStatuses.has(view.status) ? (
                <LinkButton href={links.goOn(full.id)}>{t("goOn")}</LinkButton>
              ) : null}
              {trackPath ? (
                <Button variant="secondary" onClick={() => window.print()}>
                  <Printer aria-hidden="true" />
                  {t("print")}
                </Button>
              ) : null}
            </>
          }
        />
        <div className="grid items-start gap-5 xl:grid-cols-[1.3fr_1fr]">
          <div className="grid gap-5">
            {isGone ? null : <WhenFacts view={view} timeZone={region.timeZone} now={now} />}
            <ReadyCard {...part} />
            <BookingFacts full={full} isOwn={isOwn} />
            {view.vehicle ? <VehicleCard {...part} /> : null}
            <BoardingCode {...part} />
            <ProgressCard {...part} />
            <Why full={full} />
          </div>
          <div className="grid gap-5">
            {isOwn ? (
              <OwnCards full={full} part={part} isShared={trackPath !== null} isWard={isWard} />
            ) : (
              <p className="text-ink-soft text-sm">{t("foreign")}</p>
            )}
            <ComplaintCard {...part} />
            {isWard ? <OwnAdverseCard {...part} /> : null}
            {isWard && isOwn ? <RatingCard {...part} /> : null}
          </div>
        </div>
      </div>
    </>
  );
}

/** What only those who booked can do with it. */
function OwnCards(props: { full: BookingFull; part: TrackPart; isShared: boolean; isWard: boolean }) {
  const { full, part, isShared, isWard } = props;
  return (
    <>
      <MoneyCard {...part} isWard={isWard} mayInsure />
      {isShared ? <SendLinkCard bookingId={full.id} /> : null}
      <RepeatCard bookingId={full.id} status={part.view.status} />
      <CancelCard {...part} />
      <ConsentList full={full} />
      <HistoryCard bookingId={full.id} timeZone={part.region.timeZone} />
      <OpeningsCard bookingId={full.id} timeZone={part.region.timeZone} />
    </>
  );
}

/** Why it is this kind of ride: the reasons of triage and the rule's version. */
function Why({ full }: { full: BookingFull }) {
  const t = useTranslations("desk.record");
  const isEnglish = useLocale() === "en";
  const { reasons, rule } = full;
  if (reasons.length === 0) return null;
  return (
    <Card title={t("why")}>
      <ul className="grid list-disc gap-1 ps-5">
        {reasons.map((reason) => (
          <li key={reason.ruleId}>{isEnglish ? reason.textEn : reason.textZh}</li>
        ))}
      </ul>
      {rule ? (
        <p className="mt-2 text-ink-soft text-sm">
          {t("rule", { title: isEnglish ? rule.titleEn : rule.titleZh, version: rule.version })}
          {rule.reviewed ? "" : ` · ${t("unreviewed")}`}
        </p>
      ) : null}
    </Card>
  );
}
