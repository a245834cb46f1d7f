"use client";

import { useLocale, useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import type { TrackPart } from "@/components/tracking/part";
import { DescriptionList } from "@/components/ui/description-list";
import { TimeRange } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { Qr } from "@/components/ui/qr";
import type { BookingFull, TrackView } from "@/server/core/booking-view";

interface TripSheetProps {
  full: BookingFull;
  view: TrackView;
  trackPath: string;
  region: TrackPart["region"];
}

const subscribe = () => () => undefined;

/** This site's own address; empty until the browser tells it, which is before anything is printed. */
function useOrigin(): string {
  return useSyncExternalStore(
    subscribe,
    () => window.location.origin,
    () => "",
  );
}

/** The paper for the patient's pocket, on paper only: no identity number, the link as a code to scan. */
export function TripSheet({ full, view, trackPath, region }: TripSheetProps) {
  const t = useTranslations("desk.sheet");
  const tWho = useTranslations("booking.who.mobility");
  const isEnglish = useLocale() === "en";
  const origin = useOrigin();
  const range = view.promise ?? view.slot;
  return (
    <article className="hidden print:block">
      <p className="text-lg">{isEnglish ? region.nameEn : region.nameZh}</p>
      <h1 className="text-3xl">{t("title")}</h1>
      <div className="mt-6 flex items-start justify-between gap-8">
        <div>
          {range ? (
            <p className="mb-4 font-bold text-2xl">
              <TimeRange from={range.pickupFrom} to={range.pickupUntil} timeZone={region.timeZone} />
            </p>
          ) : null}
          <DescriptionList
            items={[
              { term: t("number"), value: full.number },
              { term: t("patient"), value: full.patient },
              { term: t("mobility"), value: tWho(`${full.mobility}.label`) },
              { term: t("from"), value: [full.from.label, full.from.detail].filter(Boolean).join(" ") },
              { term: t("to"), value: [full.to.label, full.to.detail].filter(Boolean).join(" ") },
              { term: t("plate"), value: view.vehicle?.plate ?? t("later") },
              ...(view.boardingCode ? [{ term: t("code"), value: view.boardingCode }] : []),
              ...(full.totalFen === null ? [] : [{ term: t("price"), value: <Money fen={full.totalFen} /> }]),
            ]}
          />
        </div>
        <div className="shrink-0 text-center">
          <Qr text={`${origin}${trackPath}`} label={t("qr")} className="size-48" />
          <p className="mt-1 max-w-48 text-sm">{t("scan")}</p>
        </div>
      </div>
      <p className="mt-8">{t("help", { hotline: view.hotline })}</p>
    </article>
  );
}
