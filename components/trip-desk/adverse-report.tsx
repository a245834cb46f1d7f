"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { type AdverseKind, adverseKinds } from "@/server/core/adverse-event";
import { typedInstant } from "@/server/core/local-time";
import { fewest, isTooShort } from "@/server/core/said";

interface Draft {
  reportId: string;
  kind: AdverseKind | "";
  happenedAt: string;
  description: string;
  people: string;
}

const blank = (): Draft => ({
  reportId: crypto.randomUUID(),
  kind: "",
  happenedAt: "",
  description: "",
  people: "",
});

/** Report what went wrong on a trip; regulator and insurer hear at once. A second press sends the same report. */
export function AdverseReport({ tripId }: { tripId: string }) {
  const t = useTranslations("trip-desk.adverse");
  const trpc = useTRPC();
  const { timeZone } = useDesk();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [isTried, setTried] = useState(false);
  const report = useMutation(
    trpc.adverse.report.mutationOptions({
      onSuccess: async () => {
        showToast({ tone: "ok", title: t("reported") });
        setDraft(null);
        setTried(false);
        await client.invalidateQueries();
      },
    }),
  );
  const put = (next: Partial<Draft>) => setDraft((before) => before && { ...before, ...next });
  const isShort = isTooShort(draft?.description ?? "", fewest.story);
  const send = () => {
    setTried(true);
    if (!draft || draft.kind === "" || draft.happenedAt === "" || isShort) return;
    const { kind, happenedAt, ...rest } = draft;
    const at = typedInstant(happenedAt, timeZone);
    if (at) report.mutate({ ...rest, tripId, kind, happenedAt: at.toISOString() });
  };
  return (
    <>
      <Button variant="danger" onClick={() => setDraft((before) => before ?? blank())}>
        <TriangleAlert aria-hidden="true" />
        {t("report")}
      </Button>
      {draft ? (
        <ConfirmDialog
          open
          onOpenChange={(isOpen) => (isOpen ? undefined : setDraft(null))}
          title={t("report")}
          description={t("reportText")}
          confirmLabel={t("send")}
          busy={report.isPending}
          onConfirm={send}
        >
          <div className="grid gap-4">
            <Field
              label={t("columns.kind")}
              error={isTried && draft.kind === "" ? t("kindMissing") : undefined}
              required
            >
              <Select
                value={draft.kind}
                placeholder={t("choose")}
                options={adverseKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
                onChange={(event) =>
                  put({ kind: adverseKinds.find((it) => it === event.target.value) ?? "" })
                }
              />
            </Field>
            <Field
              label={t("columns.at")}
              error={isTried && draft.happenedAt === "" ? t("atMissing") : undefined}
              required
            >
              <Input
                type="datetime-local"
                value={draft.happenedAt}
                onChange={(event) => put({ happenedAt: event.target.value })}
              />
            </Field>
            <Field
              label={t("columns.what")}
              error={isTried && isShort ? t("whatMissing") : undefined}
              required
            >
              <Textarea
                rows={4}
                maxLength={2000}
                value={draft.description}
                onChange={(event) => put({ description: event.target.value })}
              />
            </Field>
            <Field label={t("people")} hint={t("peopleHint")} optional>
              <Textarea
                rows={2}
                maxLength={500}
                value={draft.people}
                onChange={(event) => put({ people: event.target.value })}
              />
            </Field>
            <FailureNote error={report.error} />
          </div>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
