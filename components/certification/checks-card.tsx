"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import type { StandardCheck } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Instant } from "@/components/ui/instant";
import { ListSkeleton } from "@/components/ui/skeleton";
import { linkInText } from "@/components/ui/text-link";
import { showToast } from "@/components/ui/toast";
import { Link } from "@/messages/navigation";
import { FailLines } from "./fails";

/** What the standards said of a subject at every match, departure, boarding and audit; an audit can be made here and now. */
export function ChecksCard({ certificationId }: { certificationId: string }) {
  const t = useTranslations("certification.checks");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data, error } = useQuery(trpc.certification.checks.queryOptions({ certificationId }));
  const audit = useMutation(
    trpc.certification.audit.mutationOptions({
      onSuccess: async ({ passes }) => {
        await client.invalidateQueries();
        showToast({ tone: passes ? "ok" : "danger", title: t(passes ? "passed" : "failed") });
      },
    }),
  );
  const failed = error ?? audit.error;
  return (
    <Card
      title={t("title")}
      aside={
        <Button
          variant="secondary"
          size="sm"
          loading={audit.isPending}
          onClick={() => audit.mutate({ certificationId })}
        >
          {t("audit")}
        </Button>
      }
    >
      <FailureNote error={failed} />
      {data ? <Checks checks={data} /> : error ? null : <ListSkeleton rows={2} />}
    </Card>
  );
}

function Checks({ checks }: { checks: StandardCheck[] }) {
  const t = useTranslations("certification.checks");
  const tMoment = useTranslations("standard.moments");
  const { timeZone } = useDesk();
  if (checks.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <ul className="grid gap-3">
      {checks.map(({ id, moment, at, version, bookingId, evaluation }) => (
        <li key={id}>
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone={evaluation.passes ? "ok" : "danger"}>
              {t(evaluation.passes ? "passes" : "fails")}
            </Badge>
            <span>{tMoment(moment)}</span>
            <Instant at={at} form="exact" timeZone={timeZone} className="text-ink-soft text-sm" />
            <span className="text-ink-soft text-sm">{t("version", { version })}</span>
            {bookingId ? (
              <Link href={`/regulator/trips/${bookingId}`} className={classNames("text-sm", linkInText)}>
                {t("trip")}
              </Link>
            ) : null}
          </span>
          <FailLines fails={evaluation.fails} />
        </li>
      ))}
    </ul>
  );
}
