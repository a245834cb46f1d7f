"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { setBearing } from "@/components/api/link";
import { ApiProvider, useTRPC } from "@/components/api/provider";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { CaseHead } from "./case-head";
import { CaseEntries } from "./entries";
import { SayMore } from "./say-more";

interface FollowedCaseProps {
  token: string;
  now: number;
}

/** A case by its own link, for whoever complained about a vehicle without a booking. */
export function FollowedCase(props: FollowedCaseProps) {
  return (
    <ApiProvider region={props.token.slice(0, 6)}>
      <Followed {...props} />
    </ApiProvider>
  );
}

function Followed({ token, now }: FollowedCaseProps) {
  const t = useTranslations("complaint");
  const trpc = useTRPC();
  const client = useQueryClient();
  // A tracking link that was open in this tab has nothing to do with this case.
  useEffect(() => setBearing({ bookingToken: "" }), []);
  const { data, error, refetch, isFetching } = useQuery({
    ...trpc.complaint.follow.queryOptions({ token }),
    refetchInterval: 60_000,
  });
  const more = useMutation(
    trpc.complaint.followUp.mutationOptions({ onSuccess: () => client.invalidateQueries() }),
  );
  if (error) return <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <Skeleton className="h-40" />;
  return (
    <Card title={data.plate ?? t(`topics.${data.topic}`)}>
      <CaseHead its={data} timeZone={data.timeZone} now={now} />
      <CaseEntries entries={data.entries} decision={data.decision} timeZone={data.timeZone} now={now} />
      {data.status === "withdrawn" ? null : (
        <SayMore
          isReopening={data.status !== "open"}
          error={more.error}
          isSending={more.isPending}
          onSend={(text) => more.mutateAsync({ token, text })}
        />
      )}
      <p className="mt-3 text-ink-soft text-sm">{t("follow.phone", { hotline: data.hotline })}</p>
    </Card>
  );
}
