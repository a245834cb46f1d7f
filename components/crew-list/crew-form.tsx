"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Controller, useForm } from "react-hook-form";
import type { z } from "zod";
import { FailureNote } from "@/components/api/failure-note";
import type { CrewRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useFieldError } from "@/components/fleet/field-error";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { CheckboxCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import { crewDuties } from "@/server/core/crew";
import { type CrewInput, crewForm, type crewInput } from "@/server/core/fleet-input";
import { nationalPhone } from "@/server/core/phone";
import { licenceClass } from "@/server/core/standard/facts";

type Values = z.input<typeof crewInput>;

function valuesOf(row: CrewRow | undefined): Values {
  return {
    crewId: row?.id,
    name: row?.name ?? "",
    idNumber: undefined,
    phone: row?.phone ? nationalPhone(row.phone) : "",
    duties: row?.duties ?? [],
    licenceClasses: (row?.licenceClasses ?? []) as Values["licenceClasses"],
    ppeTrained: row?.ppeTrained ?? false,
    status: row?.status ?? "active",
  };
}

function useSave(crewId: string | undefined) {
  const t = useTranslations("fleet.form");
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  return useMutation(
    trpc.fleet.saveCrew.mutationOptions({
      onSuccess: async (saved) => {
        await client.invalidateQueries();
        showToast({
          tone: "ok",
          title: t(crewId ? "saved" : "created"),
          description: t(crewId ? "savedText" : "createdText"),
        });
        if (!crewId) router.push(`/operator/crew/${saved.crewId}?tab=certification`);
      },
    }),
  );
}

const blankIsNone = { setValueAs: (value: string | undefined) => (value?.trim() ? value : undefined) };

/** Enter or change a person of the crew. */
export function CrewFormPanel({ row }: { row?: CrewRow }) {
  const t = useTranslations("fleet.form");
  const fleet = useTranslations("fleet");
  const errorOf = useFieldError();
  const { register, control, handleSubmit, formState } = useForm<Values, unknown, CrewInput>({
    resolver: zodResolver(crewForm),
    defaultValues: valuesOf(row),
  });
  const { errors } = formState;
  const save = useSave(row?.id);
  const problems = Object.keys(errors).length;
  return (
    <form
      noValidate
      onSubmit={handleSubmit((values) => save.mutate(values))}
      className="grid max-w-4xl gap-5"
    >
      <Card title={t("person")}>
        <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
          <Field label={t("name")} error={errorOf(errors.name)} required>
            <Input autoComplete="off" {...register("name")} />
          </Field>
          <Field
            label={t("idNumber")}
            hint={t(row ? "idKept" : "idHint")}
            error={errorOf(errors.idNumber)}
            optional={Boolean(row)}
          >
            <Input autoComplete="off" maxLength={18} {...register("idNumber", blankIsNone)} />
          </Field>
          <Field label={t("mobile")} error={errorOf(errors.phone)} optional>
            <Input type="tel" autoComplete="off" {...register("phone")} />
          </Field>
          {row ? (
            <Field label={t("status")} hint={t("leftHint")}>
              <Select
                options={(["active", "left"] as const).map((value) => ({
                  value,
                  label: fleet(`statuses.${value}`),
                }))}
                {...register("status")}
              />
            </Field>
          ) : null}
        </div>
        <div className="mt-5 grid gap-5">
          <Controller
            control={control}
            name="duties"
            render={({ field, fieldState }) => (
              <CheckboxCards
                legend={t("duties")}
                hint={t("dutiesHint")}
                error={errorOf(fieldState.error)}
                columns="pair"
                choices={crewDuties.map((value) => ({ value, label: fleet(`duties.${value}`) }))}
                values={field.value}
                onValuesChange={field.onChange}
              />
            )}
          />
          <Controller
            control={control}
            name="licenceClasses"
            render={({ field, fieldState }) => (
              <CheckboxCards
                legend={t("licences")}
                hint={t("licencesHint")}
                error={errorOf(fieldState.error)}
                columns="codes"
                choices={licenceClass.options.map((value) => ({ value, label: value }))}
                values={field.value ?? []}
                onValuesChange={field.onChange}
              />
            )}
          />
          <Checkbox label={t("ppe")} {...register("ppeTrained")} />
        </div>
      </Card>
      {problems > 0 && formState.isSubmitted ? (
        <Alert tone="danger" live>
          {t("errors", { count: problems })}
        </Alert>
      ) : null}
      <FailureNote error={save.error} />
      <div>
        <Button type="submit" size="lg" loading={save.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
