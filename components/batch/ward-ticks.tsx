"use client";

import { ListPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { PatientSummary } from "@/components/api/outputs";
import type { Ward } from "@/components/desk/ward";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import type { Batch } from "./use-batch";
import { WardChoice } from "./ward-choice";

interface WardTicksProps {
  batch: Batch;
  wards: Ward[];
  wardId: string;
  onWard: (wardId: string) => void;
  patients: PatientSummary[];
}

/** The patients of a ward, to be ticked; who stands in the batch already is left out. */
export function WardTicks({ batch, wards, wardId, onWard, patients }: WardTicksProps) {
  const t = useTranslations("batch.tick");
  const tWho = useTranslations("booking.who.mobility");
  const [ticked, setTicked] = useState<string[]>([]);
  const inBatch = new Set(batch.rows.map(({ patientId }) => patientId));
  const shown = patients.filter((patient) => patient.wardId === wardId && !inBatch.has(patient.id));
  const chosen = shown.filter(({ id }) => ticked.includes(id));
  const toggle = (id: string, isOn: boolean) =>
    setTicked((before) => (isOn ? [...before, id] : before.filter((one) => one !== id)));
  return (
    <div className="grid gap-4">
      <WardChoice wards={wards} wardId={wardId} onWard={onWard} />
      {shown.length === 0 ? (
        <p className="text-ink-soft">{t("empty")}</p>
      ) : (
        <fieldset>
          <legend className="mb-1 font-medium">{t("legend")}</legend>
          <div className="grid gap-x-4 sm:grid-cols-2 xl:grid-cols-4">
            {shown.map(({ id, name, bed, mobility }) => (
              <Checkbox
                key={id}
                label={`${bed ?? ""} ${name}`}
                description={tWho(`${mobility}.label`)}
                checked={ticked.includes(id)}
                onChange={(event) => toggle(id, event.target.checked)}
              />
            ))}
          </div>
        </fieldset>
      )}
      <div className="flex flex-wrap gap-3">
        <Button
          disabled={chosen.length === 0}
          onClick={() => {
            batch.tick(chosen);
            setTicked([]);
          }}
        >
          <ListPlus aria-hidden="true" />
          {t("add", { count: chosen.length })}
        </Button>
        {shown.length > 1 ? (
          <Button variant="quiet" onClick={() => setTicked(shown.map(({ id }) => id))}>
            {t("all")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
