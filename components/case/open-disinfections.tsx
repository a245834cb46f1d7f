"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Card } from "@/components/ui/card";
import { DisinfectionList } from "./disinfection-list";

/** What of the own operator waits for disinfection; nothing is shown while nothing does. */
export function OpenDisinfections({ timeZone, withPhoto }: { timeZone: string; withPhoto: boolean }) {
  const t = useTranslations("disinfection");
  const trpc = useTRPC();
  const { data, error, refetch, isFetching } = useQuery(trpc.adverse.disinfections.queryOptions());
  // A vehicle that nobody may enter must not look free because the list could not be read.
  if (!data && error)
    return <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data || data.length === 0) return null;
  return (
    <Card title={t("title")} className="mb-4">
      <p className="mb-3">{t("lead")}</p>
      <DisinfectionList rows={data} timeZone={timeZone} mayRecord withPhoto={withPhoto} />
    </Card>
  );
}
