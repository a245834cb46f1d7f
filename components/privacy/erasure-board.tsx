"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Eraser } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useFailureText } from "@/components/api/failure-text";
import type { ErasureRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { formatInstant, Instant } from "@/components/ui/instant";
import { PageSkeleton } from "@/components/ui/skeleton";
import { Table } from "@/components/ui/table";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { Link } from "@/messages/navigation";

type Asked = { row: ErasureRow; decision: "erase" | "refuse" };
const shortest = 4;

/** Requests for erasure, those to be decided first: what would happen, and the answer. */
export function ErasureBoard() {
  const t = useTranslations("privacy.erasure.list");
  const trpc = useTRPC();
  const words = useFailureText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { data, error, refetch } = useQuery(trpc.erasure.list.queryOptions());
  if (error)
    return <ErrorState title={t("failed")} description={words(error)} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <div className="grid gap-4">
      <p className="text-ink-soft">{t("lead")}</p>
      <Requests rows={data} onAsk={setAsked} />
      {asked ? <Decide asked={asked} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}

function Requests({ rows, onAsk }: { rows: ErasureRow[]; onAsk: (asked: Asked) => void }) {
  const t = useTranslations("privacy.erasure");
  const { timeZone, now } = useDesk();
  return (
    <Card flush>
      <Table
        caption={t("title")}
        rows={rows}
        rowKey={({ id }) => id}
        empty={
          <EmptyState icon={<Eraser />} title={t("list.emptyTitle")} description={t("list.emptyText")} />
        }
        columns={[
          {
            key: "booking",
            header: t("list.booking"),
            isRowHeader: true,
            cell: ({ bookingId, bookingNumber }) => (
              <Link
                href={`/regulator/trips/${bookingId}`}
                className="inline-flex min-h-6 items-center whitespace-nowrap text-primary underline underline-offset-4"
              >
                {bookingNumber}
              </Link>
            ),
          },
          {
            key: "due",
            header: t("list.due"),
            isTight: true,
            cell: ({ dueAt }) => <Instant at={dueAt} form="date" timeZone={timeZone} now={now} />,
          },
          { key: "what", header: t("list.what"), cell: (row) => <What row={row} /> },
          {
            key: "state",
            header: t("list.state"),
            isTight: true,
            cell: ({ status, isLate }) => (
              <Badge tone={isLate ? "late" : status === "requested" ? "wait" : "neutral"}>
                {isLate ? t("list.late") : t(`statuses.${status}`)}
              </Badge>
            ),
          },
          {
            key: "answer",
            header: t("list.answer"),
            isTight: true,
            cell: (row) =>
              row.status === "requested" ? (
                <span className="flex flex-wrap gap-2">
                  <Button size="sm" variant="danger" onClick={() => onAsk({ row, decision: "erase" })}>
                    {t("list.erase")}
                  </Button>
                  <Button size="sm" variant="secondary" onClick={() => onAsk({ row, decision: "refuse" })}>
                    {t("list.refuse")}
                  </Button>
                </span>
              ) : null,
          },
        ]}
      />
    </Card>
  );
}

/** What an erasure would leave, or why it was refused. */
function What({ row: { plan, reason } }: { row: ErasureRow }) {
  const t = useTranslations("privacy.erasure");
  const locale = useLocale();
  const { timeZone } = useDesk();
  if (reason) return t("refusedFor", { reason });
  if (!plan) return "—";
  return plan.careUntil
    ? t("list.rest", { until: formatInstant(plan.careUntil, "longDate", timeZone, locale) })
    : t("list.all");
}

const nothingTyped = { reason: "" };

function Decide({ asked: { row, decision }, onClose }: { asked: Asked; onClose: () => void }) {
  const t = useTranslations("privacy.erasure.list");
  const trpc = useTRPC();
  const client = useQueryClient();
  const errors = useTranslations("errors.erasure");
  const draft = useKept(`anzhuan.erasure.${row.id}`, "session", nothingTyped);
  const { reason } = draft.value;
  const [isTried, setTried] = useState(false);
  const { mutate, isPending, error } = useMutation(
    trpc.erasure.decide.mutationOptions({
      onSuccess: () => {
        draft.forget();
        showToast({ tone: "ok", title: t("done") });
        onClose();
        return client.invalidateQueries();
      },
    }),
  );
  const isShort = decision === "refuse" && reason.trim().length < shortest;
  const send = () => {
    setTried(true);
    if (isShort) return;
    mutate(decision === "erase" ? { requestId: row.id, decision } : { requestId: row.id, decision, reason });
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t(decision === "erase" ? "eraseTitle" : "refuseTitle", { number: row.bookingNumber })}
      description={<What row={row} />}
      confirmLabel={t("send")}
      tone={decision === "erase" ? "danger" : undefined}
      busy={isPending}
      onConfirm={send}
    >
      <div className="grid gap-3">
        {decision === "refuse" ? (
          <Field
            label={t("reason")}
            hint={t("reasonHint")}
            error={isTried && isShort ? errors("reason") : undefined}
            required
          >
            <Textarea
              rows={3}
              maxLength={500}
              value={reason}
              onChange={({ target }) => draft.set({ reason: target.value })}
            />
          </Field>
        ) : null}
        <FailureNote error={error} />
      </div>
    </ConfirmDialog>
  );
}
