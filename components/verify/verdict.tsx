"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { setBearing } from "@/components/api/link";
import type { VehicleVerdict } from "@/components/api/outputs";
import { ApiProvider, useTRPC } from "@/components/api/provider";
import { CodeCheck } from "./code-check";
import { dropLinkInHand, linkInHand } from "./link-in-hand";
import { PlaceCard } from "./place-card";
import { TripCard } from "./trip-card";
import { TripCheck } from "./trip-check";
import { CopyWarning, VerdictCalls, VerdictFacts, VerdictHead } from "./verdict-card";

interface VerdictProps {
  /** As the server answered with the page. */
  verdict: VehicleVerdict;
  mark: string;
  code: string | null;
  timeZone: string;
}

/** The answer for one mark; with a tracking link in this browser also whether it is that trip's vehicle. */
export function Verdict(props: VerdictProps) {
  const [link, setLink] = useState<string | null>(null);
  useEffect(() => setLink(linkInHand()), []);
  return link ? (
    <ApiProvider key={link} region={link.slice(0, 6)} bookingToken={link}>
      <WithTrip {...props} link={link} />
    </ApiProvider>
  ) : (
    <ApiProvider key="none" region={props.verdict.regionId}>
      <Told {...props} />
    </ApiProvider>
  );
}

/** Asked again as the guest of the link: the same answer, and whether it is the trip's vehicle. */
function WithTrip({ link, ...props }: VerdictProps & { link: string }) {
  const trpc = useTRPC();
  const { mark, code } = props;
  const { data, error, isFetching, refetch } = useQuery({
    ...trpc.certification.verify.queryOptions({ mark, ...(code ? { code } : {}) }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  // What is done elsewhere in this tab afterwards, such as a complaint about this vehicle, is not about the link's trip.
  useEffect(() => {
    setBearing({ bookingToken: link });
    return () => setBearing({ bookingToken: "" });
  }, [link]);
  const isGone = error?.data?.code === "NOT_FOUND";
  const isOver = data?.trip?.match === "over" || isGone;
  useEffect(() => {
    if (isOver) dropLinkInHand(link);
  }, [isOver, link]);
  const state = isGone ? "gone" : error ? "failed" : "waiting";
  const check = <TripCheck state={state} isRetrying={isFetching} onRetry={() => void refetch()} />;
  return <Told {...props} verdict={data ?? props.verdict} tripCheck={data ? null : check} />;
}

interface ToldProps extends VerdictProps {
  /** Stands where the trip's answer will, as long as there is none. */
  tripCheck?: ReactNode;
}

function Told({ verdict: asked, mark, code, timeZone, tripCheck }: ToldProps) {
  const [copy, setCopy] = useState<VehicleVerdict["copy"]>(null);
  const verdict: VehicleVerdict = copy ? { ...asked, copy } : asked;
  const { trip } = verdict;
  return (
    <div className="grid gap-4">
      {trip ? <TripCard trip={trip} timeZone={timeZone} /> : tripCheck}
      <VerdictHead verdict={verdict} />
      {verdict.copy ? <CopyWarning copy={verdict.copy} /> : null}
      <VerdictFacts verdict={verdict} timeZone={timeZone} />
      <VerdictCalls verdict={verdict} mark={mark} />
      <PlaceCard key={verdict.scanId} scanId={verdict.scanId} regionId={verdict.regionId} onTold={setCopy} />
      {code ? <CodeCheck code={code} /> : null}
    </div>
  );
}
