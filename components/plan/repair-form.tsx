"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { PlanShift } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatInstant } from "@/components/ui/instant";
import { Select } from "@/components/ui/select";
import { atLocalTime, localDay, localTime } from "@/server/core/local-time";
import { type RepairReason, repairReasons } from "@/server/core/plan-repair";
import { useDesk } from "./desk";

interface RepairFormProps {
  shifts: PlanShift[];
  onAsked: (repairId: string) => void;
}

/** Which vehicle, why, and whether it comes back today. */
export function RepairForm({ shifts, onAsked }: RepairFormProps) {
  const t = useTranslations("repair");
  const locale = useLocale();
  const { timeZone } = useDesk();
  const trpc = useTRPC();
  const [shiftId, setShiftId] = useState("");
  const [reason, setReason] = useState<RepairReason>("vehicle_out");
  const [back, setBack] = useState("");
  const [isChecked, setChecked] = useState(false);
  const ask = useMutation(
    trpc.repair.ask.mutationOptions({ onSuccess: ({ repairId }) => onAsked(repairId) }),
  );
  const time = (at: Date) => formatInstant(at, "time", timeZone, locale);
  const submit = () => {
    setChecked(true);
    if (shiftId === "") return;
    const now = new Date();
    const today = localDay(now, timeZone);
    const isLater = back > localTime(now, timeZone);
    const until = back === "" ? null : atLocalTime(today, back, timeZone);
    ask.mutate({ shiftId, reason, until: isLater ? until : back === "" ? null : now });
  };
  return (
    <Card title={t("form.title")}>
      <form
        className="grid max-w-2xl gap-5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          label={t("form.vehicle")}
          error={isChecked && shiftId === "" ? t("form.vehicleMissing") : undefined}
          required
        >
          <Select
            value={shiftId}
            placeholder={t("form.choose")}
            options={shifts.map((it) => ({
              value: it.id,
              label: t("form.shift", { plate: it.plate, from: time(it.startsAt), until: time(it.endsAt) }),
            }))}
            onChange={(event) => setShiftId(event.target.value)}
          />
        </Field>
        <RadioCards
          legend={t("form.reason")}
          choices={repairReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
          columns={2}
          value={reason}
          onValueChange={(value) => setReason(value as RepairReason)}
        />
        <Field label={t("form.back")} hint={t("form.backHint")}>
          <Input type="time" value={back} onChange={(event) => setBack(event.target.value)} />
        </Field>
        <FailureNote error={ask.error} />
        <Button type="submit" className="justify-self-start" loading={ask.isPending}>
          {t("form.submit")}
        </Button>
      </form>
    </Card>
  );
}
