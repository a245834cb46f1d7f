"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { FailureNote } from "@/components/api/failure-note";
import type { VehicleRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import { type VehicleInput, vehicleInput } from "@/server/core/fleet-input";
import { BaseFields } from "./base-fields";
import { EquipmentFields } from "./equipment-fields";
import { CoverFields, IdentityFields, PlaceFields } from "./vehicle-sections";
import { emptyVehicle, type VehicleForm, type VehicleFormValues, valuesOf } from "./vehicle-values";

const checked = zodResolver<VehicleFormValues, unknown, VehicleInput>(vehicleInput);

/** What is not on board is left out: a stepper that nobody touched stands empty. */
const resolver: typeof checked = (values, context, options) => {
  const carried = Object.entries(values.equipment ?? {}).filter(([, count]) => count);
  return checked({ ...values, equipment: Object.fromEntries(carried) }, context, options);
};

function useSave(vehicleId: string | undefined, form: VehicleForm) {
  const t = useTranslations("fleet.form");
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  return useMutation(
    trpc.fleet.saveVehicle.mutationOptions({
      onSuccess: async (saved) => {
        form.reset(form.getValues());
        await client.invalidateQueries();
        showToast({
          tone: "ok",
          title: t(vehicleId ? "saved" : "created"),
          description: t(vehicleId ? "savedText" : "createdText"),
        });
        if (!vehicleId) router.push(`/operator/fleet/${saved.vehicleId}?tab=certification`);
      },
    }),
  );
}

/** Enter or change a vehicle. What fails stands at its field; nothing typed is lost, whatever the network does. */
export function VehicleFormPanel({ row, isFixed }: { row?: VehicleRow["vehicle"]; isFixed?: boolean }) {
  const t = useTranslations("fleet.form");
  const trpc = useTRPC();
  const form = useForm<VehicleFormValues, unknown, VehicleInput>({
    resolver,
    defaultValues: row ? valuesOf(row) : emptyVehicle,
  });
  const save = useSave(row?.id, form);
  const { data: requirements } = useQuery(trpc.fleet.requirements.queryOptions());
  const problems = Object.keys(form.formState.errors).length;
  return (
    <form
      noValidate
      onSubmit={form.handleSubmit((values) => save.mutate(values))}
      className="grid max-w-5xl gap-5"
    >
      <IdentityFields form={form} isFixed={isFixed} />
      <PlaceFields form={form} />
      <CoverFields form={form} requirements={requirements} />
      <BaseFields form={form} />
      <EquipmentFields form={form} requirements={requirements} />
      {problems > 0 && form.formState.isSubmitted ? (
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
