"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { RuleRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";

interface Typed {
  /** Absent as long as nobody chose one. */
  day?: string;
  noticeRef: string;
  note: string;
}

const nothingTyped: Typed = { noticeRef: "", note: "" };
const reviewedKinds = ["standard", "triage", "needs"];

function useSend(onDone: () => void) {
  const t = useTranslations("rule.publish");
  const trpc = useTRPC();
  const router = useRouter();
  return useMutation(
    trpc.rule.publish.mutationOptions({
      onSuccess: ({ status }) => {
        showToast({ tone: "ok", title: t(status === "in_force" ? "inForce" : "announced") });
        onDone();
        router.refresh();
      },
    }),
  );
}

/** What a version still lacks for its publication. */
function lacksOf(rule: RuleRecord, isReviewed: boolean, typed: Typed) {
  const isAtOnce = rule.minimumNoticeDays === 0;
  const mayBeReviewed = reviewedKinds.includes(rule.kind);
  const needsNote = mayBeReviewed && !isReviewed;
  const lacksNote = needsNote && typed.note.trim() === "";
  return { isAtOnce, mayBeReviewed, needsNote, lacksNote, lacksDay: !isAtOnce && !typed.day };
}

/**
 * The publication of a version as it is filled in: what is typed outlasts the dialog, the word that it was reviewed is given
 * anew each time. `earliest` is the first day that the region's notice allows.
 */
export function usePublish(rule: RuleRecord, earliest: string, onClose: () => void) {
  const draft = useKept(`anzhuan.rule.publish.${rule.id}`, "session", nothingTyped);
  const [isReviewed, setReviewed] = useState(false);
  const [isTried, setTried] = useState(false);
  const { day = rule.minimumNoticeDays === 0 ? "" : earliest, noticeRef, note } = draft.value;
  const lacks = lacksOf(rule, isReviewed, { day, noticeRef, note });
  const send = useSend(() => {
    draft.forget();
    onClose();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (lacks.lacksNote || lacks.lacksDay) return;
    const { id: ruleVersionId, revision } = rule;
    const effectiveOn = day || null;
    send.mutate({ ruleVersionId, revision, effectiveOn, noticeRef, reviewed: isReviewed, note });
  };
  return {
    ...lacks,
    day,
    noticeRef,
    note,
    change: draft.set,
    isReviewed,
    setReviewed,
    isTried,
    send,
    submit,
  };
}

export type Publishing = ReturnType<typeof usePublish>;
