"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { VehicleInspections } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { formatInstant } from "@/components/ui/instant";
import { FaultPhotos } from "./fault-photos";

type Fault = VehicleInspections["faults"][number] & { plate?: string };

/** Faults with what was found, since when, and the repair where one is signed. */
export function FaultList<F extends Fault>({
  faults,
  actionOf,
}: {
  faults: readonly F[];
  actionOf?: (fault: F) => ReactNode;
}) {
  const t = useTranslations("inspection.faults");
  const locale = useLocale();
  const { timeZone } = useDesk();
  const at = (instant: Date) => formatInstant(instant, "dateTime", timeZone, locale);
  return (
    <ul className="grid gap-4">
      {faults.map((it) => (
        <li key={it.id} className="grid gap-2 border-line border-b pb-4 last:border-0 last:pb-0">
          <div className="flex flex-wrap items-center gap-2">
            {it.status === "open" ? (
              <Badge tone={it.blocks ? "danger" : "wait"}>{t(it.blocks ? "blocks" : "minor")}</Badge>
            ) : null}
            {it.plate ? <span className="font-semibold">{it.plate}</span> : null}
            <span className="font-medium">{locale === "en" ? it.titleEn : it.titleZh}</span>
            <span className="text-ink-soft text-sm">{t("since", { at: at(it.openedAt) })}</span>
          </div>
          {it.note ? <p>{it.note}</p> : null}
          <FaultPhotos fileIds={it.fileIds} />
          {it.signedAt ? (
            <>
              <p className="text-ok">
                {t("repairedLine", { by: it.repairedBy ?? "", repair: it.repair ?? "" })}
                <span className="text-ink-soft text-sm"> · {at(it.signedAt)}</span>
              </p>
              <FaultPhotos fileIds={it.repairFileId ? [it.repairFileId] : []} />
            </>
          ) : null}
          {actionOf?.(it)}
        </li>
      ))}
    </ul>
  );
}
