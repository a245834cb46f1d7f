"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { ListSkeleton } from "@/components/ui/skeleton";
import { FaultList } from "./fault-list";
import { InspectionAnswers, InspectionResult } from "./inspection-answers";

/** A vehicle's inspections by its crews, and what was wrong with it, in its record. */
export function VehicleInspectionsCard({ vehicleId }: { vehicleId: string }) {
  const t = useTranslations("inspection");
  const trpc = useTRPC();
  const { timeZone } = useDesk();
  const { data, error, refetch, isFetching } = useQuery(
    trpc.inspection.ofVehicle.queryOptions({ vehicleId }),
  );
  return (
    <Card title={t("record.title")}>
      {data ? (
        <div className="grid gap-5">
          {data.faults.length > 0 ? (
            <section className="grid gap-3">
              <h3>{t("record.faults")}</h3>
              <FaultList faults={data.faults} />
            </section>
          ) : null}
          {data.inspections.length === 0 ? (
            <p className="text-ink-soft">{t("record.none")}</p>
          ) : (
            <ul className="grid gap-3">
              {data.inspections.map((it) => (
                <li key={it.id} className="border-line border-b pb-3 last:border-0 last:pb-0">
                  <p className="flex flex-wrap gap-x-3">
                    <Instant at={it.inspectedAt} timeZone={timeZone} className="font-medium" />
                    <span>{it.by}</span>
                    <span className="text-ink-soft">{t("record.odometer", { km: it.odometerKm })}</span>
                  </p>
                  <InspectionResult inspection={it} />
                  <InspectionAnswers inspection={it} />
                </li>
              ))}
            </ul>
          )}
        </div>
      ) : error ? (
        <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} />
      ) : (
        <ListSkeleton rows={2} />
      )}
    </Card>
  );
}
