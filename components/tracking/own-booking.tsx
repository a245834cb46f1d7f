"use client";

import { useTranslations } from "next-intl";
import { useLive } from "@/components/api/live";
import { OwnAdverseCard } from "@/components/case/own-adverse";
import { ComplaintCard } from "@/components/complaint/complaint-card";
import { HistoryCard } from "@/components/notice/history-card";
import { MoneyCard } from "@/components/payment/money-card";
import { OpeningsCard } from "@/components/privacy/openings-card";
import { RatingCard } from "@/components/rating/rating-card";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { linkInText } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import type { TrackView } from "@/server/core/booking-view";
import { ConsentCard } from "./consent-card";
import { ErasureCard } from "./erasure-card";
import type { TrackRegion } from "./part";
import { phaseOf } from "./phase";
import { ProgressCard } from "./progress-card";
import { ReadyCard } from "./ready-card";
import { RebookCard } from "./rebook-card";
import { RideFacts } from "./ride-facts";
import { StatusHead } from "./status-head";
import { VehicleCard } from "./vehicle-card";

interface OwnBookingProps {
  view: TrackView;
  region: TrackRegion;
  /** The server's clock, for "today" and "tomorrow". */
  now: number;
}

/** Signed in as whoever booked: no one-time code is asked for. */
const manage = { isOpen: true, open: () => undefined };

/** A booking without a link that lives (not confirmed yet, or the ride long over), for the family that made it. */
export function OwnBooking({ view, region, now }: OwnBookingProps) {
  const t = useTranslations("account.family");
  const words = useTranslations("tracking");
  useLive();
  const shared = { view, region, token: "", now, manage };
  return (
    <>
      <p className="mb-4">
        <Link href="/family" className={classNames("inline-flex min-h-11 items-center", linkInText)}>
          {t("title")}
        </Link>
      </p>
      <div className="grid gap-5 lg:grid-cols-[1.35fr_1fr] lg:items-start">
        <div className="grid gap-5">
          <StatusHead {...shared} />
          {phaseOf(view) === "waiting" ? (
            <Button asChild className="justify-self-start">
              <Link href="/book">{words("toBooking")}</Link>
            </Button>
          ) : null}
          <RebookCard {...shared} />
          <ReadyCard {...shared} />
          {view.vehicle ? <VehicleCard {...shared} /> : null}
          <ProgressCard {...shared} />
          <RatingCard {...shared} />
        </div>
        <div className="grid gap-5">
          <RideFacts {...shared} />
          <MoneyCard {...shared} />
          <ComplaintCard {...shared} />
          <OwnAdverseCard {...shared} />
          <ConsentCard {...shared} />
          <ErasureCard {...shared} />
          <HistoryCard bookingId={view.bookingId} timeZone={region.timeZone} />
          <OpeningsCard bookingId={view.bookingId} timeZone={region.timeZone} />
        </div>
      </div>
    </>
  );
}
