"use client";

import { useMutation } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { Button } from "@/components/ui/button";
import { RadioCards } from "@/components/ui/choice-cards";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { type BreakGlassPurpose, breakGlassMinutes, breakGlassPurposes } from "@/server/core/break-glass";
import { fewest, isTooShort } from "@/server/core/said";

interface GlassFormProps {
  bookingId: string;
  longestMinutes: number;
  onOpened: () => void;
}

const nothingTyped = { reason: "" };

/** For what, why, for how long: what those concerned will read. What was typed stays until it has arrived. */
export function GlassForm({ bookingId, longestMinutes, onOpened }: GlassFormProps) {
  const t = useTranslations("privacy");
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const [isTried, setTried] = useState(false);
  const [purpose, setPurpose] = useState<BreakGlassPurpose | "">("");
  const draft = useKept(`anzhuan.glass.${bookingId}`, "session", nothingTyped);
  const { reason } = draft.value;
  const offered = breakGlassMinutes.filter((minutes) => minutes <= longestMinutes);
  const [minutes, setMinutes] = useState<number>(offered[0] ?? longestMinutes);
  const ask = useMutation(
    trpc.breakGlass.open.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        setTried(false);
        draft.forget();
        onOpened();
      },
    }),
  );
  const isShort = isTooShort(reason, fewest.access);
  const send = () => {
    setTried(true);
    if (purpose !== "" && !isShort) ask.mutate({ bookingId, purpose, reason, minutes });
  };
  return (
    <>
      <Button variant="secondary" className="justify-self-start" onClick={() => setOpen(true)}>
        <Eye aria-hidden="true" />
        {t("glass.ask")}
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t("glass.form.title")}
        description={t("glass.form.text")}
        confirmLabel={t("glass.form.confirm")}
        busy={ask.isPending}
        onConfirm={send}
      >
        <div className="grid gap-4">
          <Field
            label={t("glass.form.purpose")}
            error={isTried && purpose === "" ? t("glass.form.purposeMissing") : undefined}
            required
          >
            <Select
              value={purpose}
              placeholder={t("glass.form.choose")}
              options={breakGlassPurposes.map((value) => ({ value, label: t(`purposes.${value}`) }))}
              onChange={({ target }) =>
                setPurpose(breakGlassPurposes.find((it) => it === target.value) ?? "")
              }
            />
          </Field>
          <Field
            label={t("glass.form.reason")}
            hint={t("glass.form.reasonHint")}
            error={isTried && isShort ? t("glass.form.reasonMissing") : undefined}
            required
          >
            <Textarea
              rows={3}
              maxLength={500}
              value={reason}
              onChange={({ target }) => draft.set({ reason: target.value })}
            />
          </Field>
          <RadioCards
            legend={t("glass.form.minutes")}
            columns={3}
            value={String(minutes)}
            onValueChange={(value) => setMinutes(Number(value))}
            choices={(offered.length > 0 ? offered : [longestMinutes]).map((value) => ({
              value: String(value),
              label: t("glass.form.minutesOf", { minutes: value }),
            }))}
          />
          <FailureNote error={ask.error} />
        </div>
      </ConfirmDialog>
    </>
  );
}
