import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { VehicleRecord } from "@/components/fleet/vehicle-record";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { DeskPage } from "../../desk-page";

interface Props {
  params: Promise<{ vehicleId: string }>;
  searchParams: Promise<{ tab?: string | string[] }>;
}

async function vehicleOf(params: Props["params"]) {
  const { vehicleId } = await params;
  return (await (await api()).fleet.vehicles()).find(({ vehicle }) => vehicle.id === vehicleId);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("fleet");
  return { title: (await vehicleOf(params))?.vehicle.plate ?? t("title") };
}

export default async function VehiclePage({ params, searchParams }: Props) {
  const t = await getTranslations("fleet");
  const row = await vehicleOf(params);
  if (!row) notFound();
  const { tab } = await searchParams;
  return (
    <DeskPage namespaces={["fleet", "paper", "marking", "inspection"]}>
      <PageHeader
        title={row.vehicle.plate}
        lead={`${t(`classes.${row.vehicle.class}`)} · ${row.vehicle.model}`}
        back={{ href: "/operator/fleet", label: t("back") }}
      />
      <VehicleRecord row={row} tab={tab === "certification" || tab === "inspections" ? tab : "record"} />
    </DeskPage>
  );
}
