"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useTRPC } from "@/components/api/provider";
import { Card } from "@/components/ui/card";
import { ListSkeleton } from "@/components/ui/skeleton";
import { lastFix } from "./own-position";
import { NavigateButton } from "./place-card";
import type { Trip } from "./use-trip";

const shown = 3;
const oneDecimal = (metres: number, locale: string) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(metres / 1000);

/** Where the vehicle is: by this phone, else by its last report, else the door it was at. */
function whereNow(trip: Trip) {
  const fix = lastFix();
  if (fix) return { lat: fix.lat, lon: fix.lon };
  const { lat, lon } = trip.position ?? (trip.boardedAt ? trip.ends.to : trip.ends.from);
  return { lat, lon };
}

/** The nearest hospitals that can take an emergency, with the way there; 120 says which. */
export function EmergencyHospitals({ trip }: { trip: Trip }) {
  const t = useTranslations("trip.worse");
  const locale = useLocale();
  const trpc = useTRPC();
  const query = useQuery(
    trpc.facility.search.queryOptions(
      { query: "医院", near: whereNow(trip), limit: 20 },
      { staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  const hospitals = (query.data ?? [])
    .filter(({ kind, tier, outside }) => kind === "hospital" && tier !== "primary" && !outside)
    .sort((a, b) => (a.distanceMetres ?? 0) - (b.distanceMetres ?? 0))
    .slice(0, shown);
  return (
    <Card title={t("hospitals")}>
      <p className="mb-3 text-ink-soft">{t("hospitalsText")}</p>
      {query.isPending ? <ListSkeleton rows={3} rowClassName="h-16" /> : null}
      {query.data && hospitals.length === 0 ? <p>{t("noHospitals")}</p> : null}
      {query.isError ? <p>{t("hospitalsFailed")}</p> : null}
      <ul className="grid gap-4">
        {hospitals.map((each) => {
          const name = locale === "en" ? each.nameEn : each.nameZh;
          return (
            <li key={each.id} className="grid grid-cols-[1fr_auto] items-center gap-3">
              <div className="min-w-0">
                <p className="break-words font-bold">{name}</p>
                {each.distanceMetres === null ? null : (
                  <p className="text-ink-soft">
                    {t("away", { km: oneDecimal(each.distanceMetres, locale) })}
                  </p>
                )}
              </div>
              <NavigateButton label={each.nameZh} point={each} />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
