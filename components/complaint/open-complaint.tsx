"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { ApiProvider, useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { Deadline } from "@/components/case/deadline";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { type ComplaintDraft, ComplaintFields, isTold } from "./complaint-fields";

interface OpenDraft extends ComplaintDraft {
  plate: string;
  contact: string;
}

const empty: OpenDraft = { topic: "", text: "", plate: "", contact: "" };

interface OpenComplaintProps {
  regionId: string;
  timeZone: string;
  hotline: string;
  /** From the page that checks a vehicle. */
  plate: string;
}

/** A complaint about a vehicle that somebody saw, without a booking. */
export function OpenComplaint(props: OpenComplaintProps) {
  return (
    <ApiProvider region={props.regionId}>
      <ComplaintAboutVehicle {...props} />
    </ApiProvider>
  );
}

function ComplaintAboutVehicle({ regionId, timeZone, hotline, plate }: OpenComplaintProps) {
  const t = useTranslations("complaint");
  const trpc = useTRPC();
  const locale = useLocale() === "en" ? "en" : "zh-CN";
  const { value, set, forget } = useKept(`anzhuan.complaint.vehicle.${regionId}`, "session", empty);
  const [isChecked, setChecked] = useState(false);
  const open = useMutation(trpc.complaint.open.mutationOptions({ onSuccess: forget }));
  const about = value.plate || plate;
  const isPlate = about.trim().length >= 6;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!value.topic || !isTold(value) || !isPlate) return;
    const subject = about.trim();
    // A plate begins with a Chinese character, a marking's serial never does.
    const which = /^\p{Script=Han}/u.test(subject) ? { plate: subject } : { serial: subject };
    open.mutate({
      topic: value.topic,
      text: value.text,
      locale,
      ...which,
      ...(value.contact ? { contact: value.contact } : {}),
    });
  };
  if (open.data) {
    return (
      <Alert tone="ok" live title={t("done.title", { number: open.data.number })}>
        <p>
          {t.rich("done.text", {
            hotline,
            day: () => <Deadline at={open.data.dueAt} timeZone={timeZone} />,
          })}
        </p>
        <LinkButton href={`/complaint/case/${open.data.token}`} variant="secondary" className="mt-3">
          {t("done.follow")}
        </LinkButton>
      </Alert>
    );
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      <Field
        label={t("plate")}
        hint={t("plateHint")}
        error={isChecked && !isPlate ? t("plateMissing") : undefined}
        required
      >
        <Input
          value={about}
          maxLength={40}
          autoComplete="off"
          onChange={(event) => set({ plate: event.target.value })}
        />
      </Field>
      <ComplaintFields draft={value} onDraft={set} isChecked={isChecked} />
      <Field label={t("contact")} hint={t("contactHint")} optional>
        <Input
          value={value.contact}
          maxLength={120}
          autoComplete="tel"
          onChange={(event) => set({ contact: event.target.value })}
        />
      </Field>
      <FailureNote error={open.error} />
      <Button type="submit" size="lg" loading={open.isPending} className="sm:w-fit">
        {t("send")}
      </Button>
    </form>
  );
}
