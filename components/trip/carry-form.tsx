"use client";

import { useTranslations } from "next-intl";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { NumberStepper } from "@/components/ui/number-stepper";
import type { TripStatus } from "@/server/core/trip";
import { TripForm, useDone } from "./trip-form";
import { useDraft } from "./use-draft";
import { newEvent, useSubmission } from "./use-outbox";
import type { Trip } from "./use-trip";

/** Carrying over stairs or a long way on the flat, as it was done. */
export function CarryForm({ trip, now }: { trip: Trip; now: TripStatus }) {
  const atDropoff = now === "at_dropoff" || now === "completed";
  const t = useTranslations("trip.carry");
  const first = trip.ends[atDropoff ? "to" : "from"];
  const { draft, change, clear } = useDraft(`carry.${trip.id}`, {
    end: atDropoff ? "dropoff" : "pickup",
    floors: first.hasLift ? 0 : Math.max(0, first.floor - 1),
    bearers: 2,
    flatMetres: 0,
  });
  const submission = useSubmission(trip.id);
  const done = useDone(trip.id);
  const send = async () => {
    const { end, ...counts } = draft;
    const data = { end: end === "dropoff" ? ("dropoff" as const) : ("pickup" as const), ...counts };
    const input = { ...newEvent(trip.id), note: "carry" as const, data };
    if (!(await submission.submit({ verb: "trip.note", input }))) return;
    clear();
    done();
  };
  return (
    <TripForm submission={submission} submitLabel={t("submit")} onSubmit={() => void send()}>
      <RadioCards
        legend={t("end")}
        value={draft.end}
        onValueChange={(end) => change({ end })}
        columns="pair"
        choices={[
          { value: "pickup", label: t("pickup") },
          { value: "dropoff", label: t("dropoff") },
        ]}
      />
      <Field label={t("floors")} hint={t("floorsHint")}>
        <NumberStepper
          value={draft.floors}
          onValueChange={(floors) => change({ floors })}
          max={60}
          unit={t("floorUnit")}
        />
      </Field>
      <Field label={t("bearers")}>
        <NumberStepper
          value={draft.bearers}
          onValueChange={(bearers) => change({ bearers })}
          max={8}
          unit={t("bearerUnit")}
        />
      </Field>
      <Field label={t("flat")} hint={t("flatHint")}>
        <NumberStepper
          value={draft.flatMetres}
          onValueChange={(flatMetres) => change({ flatMetres })}
          max={2000}
          step={50}
          unit={t("metreUnit")}
        />
      </Field>
    </TripForm>
  );
}
