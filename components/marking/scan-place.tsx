"use client";

import { MapPin } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { MarkingScan } from "@/components/api/outputs";
import { useDistrictName } from "./use-district-name";

const PlaceDialog = dynamic(() => import("./place-dialog").then((module) => module.PlaceDialog), {
  ssr: false,
});

/** In which district somebody looked, as far as they said; opens the map. */
export function ScanPlace({ row }: { row: MarkingScan }) {
  const t = useTranslations("marking.scans");
  const nameOf = useDistrictName();
  const [isOpen, setOpen] = useState(false);
  const { lat, lon, district, placedAt } = row;
  if (lat === null || lon === null || district === null)
    return <span className="text-ink-soft">{t(placedAt ? "forgotten" : "noPlace")}</span>;
  return (
    <>
      <button
        type="button"
        aria-label={t("showPlace", { district: nameOf(district) })}
        onClick={() => setOpen(true)}
        className="inline-flex min-h-6 items-center gap-1 rounded-sm text-primary underline underline-offset-4"
      >
        <MapPin aria-hidden className="size-4 shrink-0" /> {nameOf(district)}
      </button>
      {isOpen ? (
        <PlaceDialog row={row} place={{ lat, lon, district }} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}
