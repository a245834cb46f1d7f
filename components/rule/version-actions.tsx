"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { RuleRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { useRouter } from "@/messages/navigation";
import { PublishDialog } from "./publish-dialog";
import { WithdrawDialog } from "./withdraw-dialog";

interface VersionActionsProps {
  rule: RuleRecord;
  /** The first day that the region's notice allows. */
  earliest: string;
}

/** What may happen to a version next: a draft from it, its form, publishing, withdrawing. */
export function VersionActions({ rule, earliest }: VersionActionsProps) {
  const t = useTranslations("rule.actions");
  const trpc = useTRPC();
  const router = useRouter();
  const [open, setOpen] = useState<"publish" | "withdraw" | null>(null);
  const close = () => setOpen(null);
  const start = useMutation(
    trpc.rule.startDraft.mutationOptions({
      onSuccess: ({ ruleVersionId }) => router.push(`/regulator/rules/${ruleVersionId}/edit`),
    }),
  );
  const isDraft = rule.status === "draft";
  const isBlocked = rule.problems.length > 0 || (rule.reason ?? "").trim() === "";
  if (rule.kind === "region") return null;
  return (
    <Card title={t("title")}>
      <div className="flex flex-wrap gap-3">
        {isDraft ? <LinkButton href={`/regulator/rules/${rule.id}/edit`}>{t("edit")}</LinkButton> : null}
        {rule.draftId ? (
          <LinkButton href={`/regulator/rules/${rule.draftId}`} variant="secondary">
            {t("openDraft")}
          </LinkButton>
        ) : null}
        {isDraft || rule.draftId ? null : (
          <Button loading={start.isPending} onClick={() => start.mutate({ ruleVersionId: rule.id })}>
            {t("start")}
          </Button>
        )}
        {rule.moves.includes("announce") ? (
          <Button variant="secondary" disabled={isBlocked} onClick={() => setOpen("publish")}>
            {t("publish")}
          </Button>
        ) : null}
        {rule.moves.includes("withdraw") ? (
          <Button variant="quiet" onClick={() => setOpen("withdraw")}>
            {t("withdraw")}
          </Button>
        ) : null}
      </div>
      {isDraft && isBlocked ? (
        <p className="mt-3 text-ink-soft text-sm">
          {t(rule.problems.length > 0 ? "blockedByProblems" : "blockedByReason")}
        </p>
      ) : null}
      <FailureNote error={start.error} />
      {open === "publish" ? <PublishDialog rule={rule} earliest={earliest} onClose={close} /> : null}
      {open === "withdraw" ? <WithdrawDialog rule={rule} onClose={close} /> : null}
    </Card>
  );
}
