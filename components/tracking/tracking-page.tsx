"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { setBearing } from "@/components/api/link";
import { useLive } from "@/components/api/live";
import { ApiProvider, useTRPC } from "@/components/api/provider";
import { useForgetFinished } from "@/components/booking/forget-finished";
import { OwnAdverseCard } from "@/components/case/own-adverse";
import { ComplaintCard } from "@/components/complaint/complaint-card";
import { HistoryCard } from "@/components/notice/history-card";
import { MoneyCard } from "@/components/payment/money-card";
import { OpeningsCard } from "@/components/privacy/openings-card";
import { RatingCard } from "@/components/rating/rating-card";
import { takeLinkInHand } from "@/components/verify/link-in-hand";
import type { TrackView } from "@/server/core/booking-view";
import { BoardingCode } from "./boarding-code";
import { CancelCard } from "./cancel-card";
import { ConsentCard } from "./consent-card";
import { ErasureCard } from "./erasure-card";
import { ExportCard } from "./export-card";
import { useManage } from "./manage";
import type { TrackRegion } from "./part";
import { ProgressCard } from "./progress-card";
import { ReadyCard } from "./ready-card";
import { RebookCard } from "./rebook-card";
import { RideFacts } from "./ride-facts";
import { ShareCard } from "./share-card";
import { StatusHead } from "./status-head";
import { VehicleCard } from "./vehicle-card";

interface TrackingPageProps {
  token: string;
  region: TrackRegion;
  /** As the server saw it: the page stands before any script runs. */
  initial: TrackView;
  /** The server's clock then, for "today" and "tomorrow". */
  now: number;
}

/** A booking by its secret link, live. */
export function TrackingPage(props: TrackingPageProps) {
  setBearing({ region: props.region.id, bookingToken: props.token });
  return (
    <ApiProvider region={props.region.id} bookingToken={props.token}>
      <Tracking {...props} />
    </ApiProvider>
  );
}

function Tracking({ token, region, initial, now }: TrackingPageProps) {
  const t = useTranslations("tracking");
  const trpc = useTRPC();
  useLive(token);
  useForgetFinished(region.id, initial.bookingId);
  useEffect(() => takeLinkInHand(token), [token]);
  const manage = useManage(initial.bookingId);
  const { data, error, refetch, isFetching } = useQuery({
    ...trpc.booking.track.queryOptions({}),
    initialData: initial,
    staleTime: 0,
  });
  const shared = { view: data, region, token, now, manage };
  return (
    <div className="mx-auto grid max-w-5xl gap-5 lg:grid-cols-[1.35fr_1fr] lg:items-start">
      <div className="grid gap-5">
        <StatusHead {...shared} />
        {error ? <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} /> : null}
        <RebookCard {...shared} />
        <ReadyCard {...shared} />
        <BoardingCode {...shared} />
        <VehicleCard {...shared} />
        <ProgressCard {...shared} />
        <RatingCard {...shared} />
      </div>
      <div className="grid gap-5">
        <RideFacts {...shared} />
        <div id="receipt" className="scroll-mt-4 empty:hidden">
          <MoneyCard {...shared} />
        </div>
        <CancelCard {...shared} />
        <ComplaintCard {...shared} />
        <OwnAdverseCard {...shared} />
        <ConsentCard {...shared} />
        <ExportCard {...shared} />
        <ErasureCard {...shared} />
        <HistoryCard bookingId={data.bookingId} timeZone={region.timeZone} />
        <OpeningsCard timeZone={region.timeZone} />
        <ShareCard {...shared} />
        <p className="text-ink-soft text-sm">{t("linkEnds")}</p>
      </div>
    </div>
  );
}
