"use client";

import { ChevronLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { readFailure } from "@/components/api/domain-error";
import { useFailureText } from "@/components/api/failure-text";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { ListSkeleton } from "@/components/ui/skeleton";
import { Link } from "@/messages/navigation";
import type { TripStatus } from "@/server/core/trip";
import { type Trip, useTrip } from "./use-trip";

/** A page's head on the crew's phone: the way back as wide as a thumb, and what this page is. */
export function CrewHead({
  back,
  backLabel,
  title,
  lead,
}: {
  back: string;
  backLabel: string;
  title: string;
  lead?: ReactNode;
}) {
  return (
    <div className="-mt-3 mb-4">
      <Link
        href={back}
        className="-ms-2 inline-flex min-h-14 items-center gap-1 rounded-md pe-4 font-medium text-primary"
      >
        <ChevronLeft aria-hidden="true" className="size-6" />
        {backLabel}
      </Link>
      <h1 className="text-2xl">{title}</h1>
      {lead ? <p className="mt-1 text-ink-soft">{lead}</p> : null}
    </div>
  );
}

interface TripFrameProps {
  tripId: string;
  /** What is done on this page; the way back leads to the trip. */
  title: string;
  lead?: ReactNode;
  children: (trip: Trip, now: TripStatus) => ReactNode;
}

/** A page about one trip: its head, and what stands there while it loads or cannot be read. */
export function TripFrame({ tripId, title, lead, children }: TripFrameProps) {
  const t = useTranslations("trip");
  const { query, trip, now } = useTrip(tripId);
  return (
    <>
      <CrewHead back={`/crew/trips/${tripId}`} backLabel={t("backToTrip")} title={title} lead={lead} />
      {trip && now ? children(trip, now) : <TripMissing query={query} />}
    </>
  );
}

/** In the place of a trip: bars while it comes, words and a way out when it does not. */
export function TripMissing({ query }: { query: ReturnType<typeof useTrip>["query"] }) {
  const t = useTranslations("trip");
  const textOf = useFailureText();
  if (!query.error) return <ListSkeleton rows={4} rowClassName="h-28" />;
  const isGone = readFailure(query.error).code === "not_found";
  return (
    <ErrorState
      title={t(isGone ? "gone" : "unreadable")}
      description={textOf(query.error)}
      onRetry={() => void query.refetch()}
      retrying={query.isFetching}
      action={
        <LinkButton href="/crew" size="lg">
          {t("backToToday")}
        </LinkButton>
      }
    />
  );
}
