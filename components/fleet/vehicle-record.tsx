"use client";

import { useTranslations } from "next-intl";
import type { VehicleRow } from "@/components/api/outputs";
import { VehicleInspectionsCard } from "@/components/inspection/vehicle-inspections";
import { CertificationPanel } from "@/components/paper/certification-panel";
import { Tabs } from "@/components/ui/tabs";
import { RetireCard } from "./retire-card";
import { VehicleFormPanel } from "./vehicle-form";

const fixed = ["certified", "suspended"];

/** One vehicle: what is entered of it, and what certifies it. */
export function VehicleRecord({ row, tab }: { row: VehicleRow; tab?: string }) {
  const t = useTranslations("fleet");
  const isFixed = row.certification !== null && fixed.includes(row.certification);
  const tabs = [
    {
      value: "record",
      label: t("tabs.record"),
      content: (
        <>
          {row.vehicle.status === "retired" ? null : <VehicleFormPanel row={row.vehicle} isFixed={isFixed} />}
          <RetireCard vehicle={row.vehicle} />
        </>
      ),
    },
    {
      value: "inspections",
      label: t("tabs.inspections"),
      content: <VehicleInspectionsCard vehicleId={row.vehicle.id} />,
    },
    {
      value: "certification",
      label: t("tabs.certification"),
      content: (
        <CertificationPanel
          subject="vehicle"
          subjectId={row.vehicle.id}
          certificationId={row.certificationId}
        />
      ),
    },
  ];
  return <Tabs label={row.vehicle.plate} tabs={tabs} defaultValue={tab} />;
}
