"use client";

import { useMutation } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";

/** Work a decision out again from what was put down at the time, and say whether it is the same, byte for byte. */
export function Replay({ decisionId }: { decisionId: string }) {
  const t = useTranslations("proof.replay");
  const trpc = useTRPC();
  const again = useMutation(trpc.record.replay.mutationOptions());
  const { data } = again;
  const said = (same: boolean | null) => (same === null ? t("unsealed") : same ? t("yes") : t("no"));
  const chained =
    data && (data.recordIsChained === null ? null : data.recordIsChained && data.inputIsChained !== false);
  const isSame = data?.replay?.ranking && data.replay.allocation && data.replay.chosen;
  return (
    <div className="grid justify-items-start gap-3 border-line border-t px-4 py-3 sm:px-5">
      <Button
        variant="secondary"
        size="sm"
        className="no-print"
        loading={again.isPending}
        onClick={() => again.mutate({ decisionId })}
      >
        <RefreshCw aria-hidden="true" />
        {data ? t("again") : t("button")}
      </Button>
      <FailureNote error={again.error} />
      {data && !data.replay ? (
        <Alert tone="info" live>
          {t(data.isErased ? "erased" : "none")}
        </Alert>
      ) : null}
      {data?.replay ? (
        <Alert tone={isSame && chained !== false ? "ok" : "danger"} live>
          <p className="mb-2">{isSame ? t("same") : t("differs")}</p>
          <DescriptionList
            items={[
              { term: t("ranking"), value: said(data.replay.ranking) },
              { term: t("allocation"), value: said(data.replay.allocation) },
              { term: t("chosen"), value: said(data.replay.chosen) },
              { term: t("chained"), value: said(chained ?? null) },
            ]}
          />
          <p className="mt-2 break-all text-sm">
            {t("from", { count: data.shifts, hash: data.inputHash ?? "" })}
          </p>
        </Alert>
      ) : null}
    </div>
  );
}
