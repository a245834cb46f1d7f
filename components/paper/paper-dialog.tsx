"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toast";
import type { PaperKind } from "@/server/core/standard/facts";
import { putPaper } from "./put-file";

interface PaperDialogProps {
  certificationId: string;
  kind: PaperKind;
  onClose: () => void;
}

interface Draft {
  number: string;
  issuedOn: string;
  expiresOn: string;
  isEndless: boolean;
  file: File | null;
}

type Problem = "number" | "expiry" | "file";

/** What is still missing of a paper, in the order of the form. */
function problemsOf({ number, expiresOn, isEndless, file }: Draft): Problem[] {
  const found: [Problem, boolean][] = [
    ["number", number.trim() === ""],
    ["expiry", !isEndless && expiresOn === ""],
    ["file", file === null],
  ];
  return found.flatMap(([problem, isThere]) => (isThere ? [problem] : []));
}

function useHandIn({ certificationId, kind, onClose }: PaperDialogProps) {
  const t = useTranslations("paper");
  const trpc = useTRPC();
  const client = useQueryClient();
  const add = useMutation(trpc.certification.addPaper.mutationOptions());
  const purpose = kind.startsWith("marking_photo") ? "marking" : "paper";
  return useMutation({
    mutationFn: async ({ number, issuedOn, expiresOn, isEndless, file }: Draft) => {
      const put = file ? await putPaper(file, purpose) : null;
      return add.mutateAsync({
        certificationId,
        kind,
        number,
        issuedOn: issuedOn || null,
        expiresOn: isEndless ? null : expiresOn,
        fileId: put?.fileId ?? null,
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries();
      showToast({ tone: "ok", title: t("handedIn"), description: t("handedInText") });
      onClose();
    },
  });
}

/** Hand in one paper: its number, its last good day, a photo or scan of it. */
export function PaperDialog(props: PaperDialogProps) {
  const t = useTranslations("paper");
  const formId = useId();
  const [draft, setDraft] = useState<Draft>({
    number: "",
    issuedOn: "",
    expiresOn: "",
    isEndless: false,
    file: null,
  });
  const [isTried, setTried] = useState(false);
  const handIn = useHandIn(props);
  const problems = isTried ? problemsOf(draft) : [];
  const change = (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problemsOf(draft).length === 0) handIn.mutate(draft);
  };
  const errorOf = (problem: Problem) => (problems.includes(problem) ? t(`problems.${problem}`) : undefined);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : props.onClose())}
      title={t("dialogTitle", { kind: t(`kinds.${props.kind}`) })}
      description={t("dialogText")}
      footer={
        <Button type="submit" form={formId} loading={handIn.isPending}>
          {t("handIn")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
        <Field label={t("columns.number")} hint={t("numberHint")} error={errorOf("number")} required>
          <Input
            value={draft.number}
            maxLength={60}
            onChange={(event) => change({ number: event.target.value })}
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("issued")} optional>
            <Input
              type="date"
              value={draft.issuedOn}
              onChange={(event) => change({ issuedOn: event.target.value })}
            />
          </Field>
          <Field label={t("columns.expires")} error={errorOf("expiry")} required={!draft.isEndless}>
            <Input
              type="date"
              disabled={draft.isEndless}
              value={draft.expiresOn}
              onChange={(event) => change({ expiresOn: event.target.value })}
            />
          </Field>
        </div>
        <Checkbox
          label={t("isEndless")}
          checked={draft.isEndless}
          onChange={(event) => change({ isEndless: event.target.checked })}
        />
        <Field label={t("fileLabel")} error={errorOf("file")} required>
          <FileInput value={draft.file} onValueChange={(file) => change({ file })} />
        </Field>
        <FailureNote error={handIn.error} />
      </form>
    </Dialog>
  );
}
