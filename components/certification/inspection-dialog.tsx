"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { putPaper } from "@/components/paper/put-file";
import { useDesk } from "@/components/plan/desk";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast";
import { localDay } from "@/server/core/local-time";
import { type Draft, InspectionFields, problemsOf } from "./inspection-fields";

interface InspectionDialogProps {
  certificationId: string;
  onClose: () => void;
}

function useInspect({ certificationId, onClose }: InspectionDialogProps) {
  const t = useTranslations("paper.inspections");
  const trpc = useTRPC();
  const client = useQueryClient();
  const inspect = useMutation(trpc.certification.inspect.mutationOptions());
  return useMutation({
    mutationFn: async ({ photos, outcome, findings, inspectedOn, remedyBy }: Draft) => {
      const put = await Promise.all(photos.map((photo) => putPaper(photo, "evidence")));
      return inspect.mutateAsync({
        certificationId,
        inspectedOn,
        outcome,
        findings,
        remedyBy: outcome === "remedy" ? remedyBy : null,
        fileIds: put.map(({ fileId }) => fileId),
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries();
      showToast({ tone: "ok", title: t("kept") });
      onClose();
    },
  });
}

/** Enter a visit on site: the day, what was found, how it came out, the photos. */
export function InspectionDialog(props: InspectionDialogProps) {
  const t = useTranslations("paper.inspections");
  const formId = useId();
  const { now, timeZone } = useDesk();
  const [draft, setDraft] = useState<Draft>({
    inspectedOn: localDay(new Date(now), timeZone),
    outcome: "passed",
    findings: "",
    remedyBy: "",
    photos: [],
  });
  const [isTried, setTried] = useState(false);
  const inspect = useInspect(props);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problemsOf(draft).length === 0) inspect.mutate(draft);
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : props.onClose())}
      title={t("add")}
      description={t("lead")}
      footer={
        <Button type="submit" form={formId} loading={inspect.isPending}>
          {t("keep")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
        <InspectionFields
          draft={draft}
          onChange={(next) => setDraft((before) => ({ ...before, ...next }))}
          problems={isTried ? problemsOf(draft) : []}
        />
        <FailureNote error={inspect.error} />
      </form>
    </Dialog>
  );
}
