"use client";

import { useTranslations } from "next-intl";
import { Controller } from "react-hook-form";
import type { FleetRequirements } from "@/components/api/outputs";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { NumberStepper } from "@/components/ui/number-stepper";
import { Skeleton } from "@/components/ui/skeleton";
import { type EquipmentItem, equipmentItems, type VehicleClass } from "@/server/core/vehicle";
import type { VehicleForm } from "./vehicle-values";

interface Asked {
  item: EquipmentItem;
  need: "required" | "optional" | null;
  quantity: number;
}

/** Every item with what the standards ask of a class. */
function askedOf(requirements: FleetRequirements, vehicleClass: VehicleClass): Asked[] {
  return equipmentItems.map((item) => {
    const rule = requirements.equipment.find((it) => it.item === item && it.classes[vehicleClass]);
    return { item, need: rule?.classes[vehicleClass] ?? null, quantity: rule?.quantity ?? 0 };
  });
}

/** The checklist of the class: what must be there, what may, and all else that is on board. */
export function EquipmentFields({
  form,
  requirements,
}: {
  form: VehicleForm;
  requirements?: FleetRequirements;
}) {
  const t = useTranslations("fleet.form");
  const vehicleClass = form.watch("class");
  const equipment = form.watch("equipment") ?? {};
  if (!requirements) return <Skeleton className="h-60" />;
  const all = askedOf(requirements, vehicleClass);
  const asked = all.filter(({ need }) => need !== null);
  const missing = asked.filter(
    ({ item, need, quantity }) => need === "required" && (equipment[item] ?? 0) < quantity,
  );
  return (
    <Card title={t("equipment")}>
      <p className="mb-3 text-ink-soft">{t("equipmentLead", { version: requirements.version })}</p>
      <Alert tone={missing.length > 0 ? "warn" : "ok"} className="mb-4">
        {missing.length > 0 ? t("missing", { count: missing.length }) : t("complete")}
      </Alert>
      <Items form={form} items={asked} />
      <h3 className="mt-6 mb-1">{t("others")}</h3>
      <p className="mb-3 text-ink-soft text-sm">{t("otherLead")}</p>
      <Items form={form} items={all.filter(({ need }) => need === null)} />
    </Card>
  );
}

function Items({ form, items }: { form: VehicleForm; items: Asked[] }) {
  const t = useTranslations("fleet.form");
  const fleet = useTranslations("fleet");
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
      {items.map(({ item, need, quantity }) => (
        <Field
          key={item}
          className="max-sm:grid-cols-[1fr_auto] max-sm:items-center"
          label={
            <span className="flex flex-wrap items-center gap-2">
              {fleet(`equipment.${item}`)}
              {need ? (
                <Badge tone={need === "required" ? "info" : "neutral"} plain>
                  {need === "required" ? t("required", { count: quantity }) : t("optional")}
                </Badge>
              ) : null}
            </span>
          }
        >
          <Controller
            control={form.control}
            name={`equipment.${item}`}
            render={({ field }) => (
              <NumberStepper min={0} max={50} value={field.value ?? 0} onValueChange={field.onChange} />
            )}
          />
        </Field>
      ))}
    </div>
  );
}
