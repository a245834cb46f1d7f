"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useFailureText } from "@/components/api/failure-text";
import type { CertificationRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { MarkingCard } from "@/components/marking/marking-card";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { CertificationSubject } from "@/server/core/certification";
import { AffectedShifts } from "./affected-shifts";
import { AnswerForm } from "./answer-form";
import { FailedRules } from "./failed-rules";
import { InspectionList } from "./inspection-list";
import { PaperList } from "./paper-list";
import { Standing } from "./standing";

interface Of {
  subject: CertificationSubject;
  subjectId: string;
}

/** Apply, or apply again; the papers follow. */
function ApplyButton({ subject, subjectId, again }: Of & { again?: boolean }) {
  const t = useTranslations("paper");
  const trpc = useTRPC();
  const client = useQueryClient();
  const apply = useMutation(
    trpc.certification.request.mutationOptions({ onSettled: () => client.invalidateQueries() }),
  );
  return (
    <div className="grid justify-items-start gap-3">
      <Button loading={apply.isPending} onClick={() => apply.mutate({ subject, subjectId })}>
        {t(again ? "applyAgain" : "apply")}
      </Button>
      <FailureNote error={apply.error} />
    </div>
  );
}

/** Where a certification stands, what the reviewer asked for, the papers behind it, and what hangs on it. */
export function CertificationPanel({ certificationId, ...of }: Of & { certificationId: string | null }) {
  const t = useTranslations("paper");
  const trpc = useTRPC();
  const words = useFailureText();
  // After an application the page's own row is older than the list: the list knows the new certification.
  const { data: list } = useQuery(trpc.certification.list.queryOptions({ subject: of.subject }));
  const id = certificationId ?? list?.find(({ subjectId }) => subjectId === of.subjectId)?.id;
  const { data, error, refetch } = useQuery({
    ...trpc.certification.get.queryOptions({ certificationId: id ?? "" }),
    enabled: id !== undefined,
  });
  if (error)
    return <ErrorState title={t("failed")} description={words(error)} onRetry={() => void refetch()} />;
  if (!id && list)
    return (
      <EmptyState
        icon={<BadgeCheck />}
        title={t("none.title")}
        description={t("none.text")}
        action={<ApplyButton {...of} />}
      />
    );
  if (!data) return <ListSkeleton rows={5} />;
  return <Record data={data} of={of} />;
}

function Record({ data, of }: { data: CertificationRecord; of: Of }) {
  const t = useTranslations("paper.inspections");
  const mayApply = data.status === "refused" || data.status === "revoked";
  return (
    <div className="grid max-w-5xl gap-5">
      <Standing data={data} action={mayApply ? <ApplyButton {...of} again /> : null} />
      {data.status === "more_asked" ? <AnswerForm certificationId={data.id} /> : null}
      <AffectedShifts data={data} />
      <FailedRules data={data} />
      <PaperList data={data} />
      {data.inspections.length > 0 ? (
        <Card title={t("title")}>
          <InspectionList inspections={data.inspections} />
        </Card>
      ) : null}
      {data.subject === "vehicle" && data.serial ? <MarkingCard vehicleId={data.subjectId} /> : null}
    </div>
  );
}
