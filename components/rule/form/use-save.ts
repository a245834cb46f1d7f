"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { FieldValues } from "react-hook-form";
import type { RuleRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import type { RuleProblem } from "@/server/core/rule-check";
import { textOf } from "./text-of";
import { useFormWords } from "./words";

/** Save a draft as the form holds it, over the revision that was saved last; what is wrong with it is told each time. */
export function useSave(rule: RuleRecord, onSaved: (problems: RuleProblem[]) => void) {
  const trpc = useTRPC();
  const router = useRouter();
  const words = useFormWords();
  const [revision, setRevision] = useState(rule.revision);
  const save = useMutation(
    trpc.rule.saveDraft.mutationOptions({
      onSuccess: (answer) => {
        const count = answer.problems.length;
        setRevision(answer.revision);
        onSaved(answer.problems);
        showToast({
          tone: count === 0 ? "ok" : "info",
          title: words.ui(count === 0 ? "saved" : "savedWithProblems", { count }),
        });
        router.refresh();
      },
    }),
  );
  const send = (values: FieldValues) =>
    save.mutate({
      ruleVersionId: rule.id,
      revision,
      titleZh: textOf(values.titleZh),
      titleEn: textOf(values.titleEn),
      source: textOf(values.source),
      reason: textOf(values.reason),
      trial: values.trial === true,
      content: JSON.parse(JSON.stringify(values.content)),
    });
  return { save, send, revision };
}
