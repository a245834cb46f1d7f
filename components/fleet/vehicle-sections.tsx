"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Controller } from "react-hook-form";
import type { FleetRequirements } from "@/components/api/outputs";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberStepper } from "@/components/ui/number-stepper";
import { Select } from "@/components/ui/select";
import { licenceClass } from "@/server/core/standard/facts";
import { berthKinds, vehicleClasses } from "@/server/core/vehicle";
import { useFieldError } from "./field-error";
import type { VehicleForm } from "./vehicle-values";

const grid = "grid gap-x-5 gap-y-4 sm:grid-cols-2 lg:grid-cols-3";
const number = { setValueAs: (value: string) => (value === "" ? Number.NaN : Number(value)) };
const fenPerTenThousandYuan = 1_000_000;

/** What the registration says. Plate and class of a certified vehicle are shown and cannot be typed over. */
export function IdentityFields({ form, isFixed }: { form: VehicleForm; isFixed?: boolean }) {
  const t = useTranslations("fleet.form");
  const fleet = useTranslations("fleet");
  const errorOf = useFieldError();
  const { errors } = form.formState;
  const { register } = form;
  return (
    <Card title={t("identity")}>
      {isFixed ? <Alert className="mb-4">{t("certifiedFixed")}</Alert> : null}
      <div className={grid}>
        <Field label={t("plate")} hint={t("plateHint")} error={errorOf(errors.plate)} required>
          <Input readOnly={isFixed} autoCapitalize="characters" {...register("plate")} />
        </Field>
        <Field label={t("class")} error={errorOf(errors.class)} required>
          {isFixed ? (
            <Input readOnly value={fleet(`classes.${form.getValues("class")}`)} />
          ) : (
            <Select
              options={vehicleClasses.map((value) => ({ value, label: fleet(`classes.${value}`) }))}
              {...register("class")}
            />
          )}
        </Field>
        <Field label={t("model")} hint={t("modelHint")} error={errorOf(errors.model)} required>
          <Input {...register("model")} />
        </Field>
        <Field label={t("licence")} error={errorOf(errors.licenceClass)} required>
          <Select
            options={licenceClass.options.map((value) => ({ value, label: value }))}
            {...register("licenceClass")}
          />
        </Field>
        <Field label={t("registered")} error={errorOf(errors.registeredOn)} required>
          <Input type="date" {...register("registeredOn")} />
        </Field>
        <Field label={t("odometer")} error={errorOf(errors.odometerKm)} required>
          <Input inputMode="numeric" suffix={t("km")} {...register("odometerKm", number)} />
        </Field>
        <Field
          label={t("device")}
          hint={t("deviceHint")}
          error={errorOf(errors.positioningDeviceId)}
          optional
        >
          <Input {...register("positioningDeviceId")} />
        </Field>
        <Field label={t("phone")} error={errorOf(errors.phone)} optional>
          <Input type="tel" {...register("phone")} />
        </Field>
        <Checkbox label={t("own")} description={t("ownHint")} {...register("ownedByOperator")} />
      </div>
    </Card>
  );
}

/** How many people it takes, and how heavy one may be. */
export function PlaceFields({ form }: { form: VehicleForm }) {
  const t = useTranslations("fleet.form");
  const errorOf = useFieldError();
  const { errors } = form.formState;
  const most = { escort: 8, seat: 8, wheelchair: 4, stretcher: 2 };
  return (
    <Card title={t("berths")}>
      <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2 lg:grid-cols-5">
        {berthKinds.map((kind) => (
          <Field key={kind} label={t(kind)} error={errorOf(errors.berths?.[kind])}>
            <Controller
              control={form.control}
              name={`berths.${kind}`}
              render={({ field }) => (
                <NumberStepper min={0} max={most[kind]} value={field.value} onValueChange={field.onChange} />
              )}
            />
          </Field>
        ))}
        <Field label={t("maxKg")} error={errorOf(errors.maxPatientKg)} required>
          <Input inputMode="numeric" suffix={t("kg")} {...form.register("maxPatientKg", number)} />
        </Field>
      </div>
    </Card>
  );
}

/** Insurance in units of ten thousand yuan, as policies state it, with what the standard asks for. */
export function CoverFields({ form, requirements }: { form: VehicleForm; requirements?: FleetRequirements }) {
  const t = useTranslations("fleet.form");
  const rows = [
    { name: "thirdPartyCoverFen", label: t("thirdParty"), least: requirements?.thirdPartyMinFen },
    { name: "seatCoverFen", label: t("seatCover"), least: requirements?.seatMinFen },
  ] as const;
  const errorOf = useFieldError();
  const format = useFormatter();
  // 150万元, 1.5 million yuan: as policies state it in either language.
  const amountOf = (fen: number) => format.number(fen / 100, { notation: "compact", compactDisplay: "long" });
  return (
    <Card title={t("cover")}>
      <div className={grid}>
        {rows.map(({ name, label, least }) => (
          <Field
            key={name}
            label={label}
            hint={least ? t("coverMin", { amount: amountOf(least) }) : undefined}
            error={errorOf(form.formState.errors[name])}
            required
          >
            <Controller
              control={form.control}
              name={name}
              render={({ field }) => (
                <Input
                  type="number"
                  min={0}
                  step="any"
                  suffix={t("tenThousand")}
                  defaultValue={field.value / fenPerTenThousandYuan}
                  onBlur={field.onBlur}
                  onChange={({ target }) =>
                    field.onChange(
                      target.value === ""
                        ? Number.NaN
                        : Math.round(Number(target.value) * fenPerTenThousandYuan),
                    )
                  }
                />
              )}
            />
          </Field>
        ))}
      </div>
    </Card>
  );
}
