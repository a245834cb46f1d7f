"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { VehicleFault } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { putPaper } from "@/components/paper/put-file";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { signRepair } from "@/server/core/inspection";

interface Draft {
  repair: string;
  repairedBy: string;
}

const nothingTyped: Draft = { repair: "", repairedBy: "" };

const pictures = "image/jpeg,image/png,image/heic,image/heif,image/webp";
const words = signRepair.omit({ fileId: true });

function useSign({ fault, onClose }: { fault: VehicleFault; onClose: () => void }) {
  const t = useTranslations("inspection.faults");
  const trpc = useTRPC();
  const client = useQueryClient();
  const sign = useMutation(trpc.inspection.signRepair.mutationOptions());
  return useMutation({
    mutationFn: async ({ repair, repairedBy, photo }: Draft & { photo: File }) => {
      const { fileId } = await putPaper(photo, "photo");
      return sign.mutateAsync({ defectId: fault.id, repair, repairedBy, fileId });
    },
    onSuccess: () => {
      showToast({ tone: "ok", title: t("signed"), description: t("signedText", { plate: fault.plate }) });
      onClose();
    },
    onSettled: () => client.invalidateQueries(),
  });
}

/** The operator signs a repair: what was done, by whom, with a photo. */
export function RepairDialog({ fault, onClose }: { fault: VehicleFault; onClose: () => void }) {
  const t = useTranslations("inspection.faults");
  const tErrors = useTranslations("errors");
  const isEnglish = useLocale() === "en";
  const formId = useId();
  const {
    value: typed,
    set: change,
    forget,
  } = useKept(`anzhuan.repair.${fault.id}`, "session", nothingTyped);
  const [photo, setPhoto] = useState<File | null>(null);
  const [isTried, setTried] = useState(false);
  const sign = useSign({
    fault,
    onClose: () => {
      forget();
      onClose();
    },
  });
  const issues = words.safeParse({ defectId: fault.id, ...typed }).error?.issues ?? [];
  const errorOf = (name: "repair" | "repairedBy") => {
    const issue = isTried ? issues.find(({ path }) => path[0] === name) : undefined;
    return issue && tErrors(issue.message);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (photo && issues.length === 0) sign.mutate({ ...typed, photo });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("signTitle", { plate: fault.plate, item: isEnglish ? fault.titleEn : fault.titleZh })}
      description={t("signText")}
      footer={
        <Button type="submit" form={formId} loading={sign.isPending}>
          {t("save")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
        <Field label={t("repair")} hint={t("repairHint")} error={errorOf("repair")} required>
          <Textarea
            rows={3}
            maxLength={500}
            value={typed.repair}
            onChange={(event) => change({ repair: event.target.value })}
          />
        </Field>
        <Field label={t("repairedBy")} hint={t("repairedByHint")} error={errorOf("repairedBy")} required>
          <Input
            maxLength={120}
            value={typed.repairedBy}
            onChange={(event) => change({ repairedBy: event.target.value })}
          />
        </Field>
        <Field label={t("repairPhoto")} error={isTried && !photo ? t("photoMissing") : undefined} required>
          <FileInput value={photo} accept={pictures} capture="environment" onValueChange={setPhoto} />
        </Field>
        <FailureNote error={sign.error} />
      </form>
    </Dialog>
  );
}
