"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import type { PlaceView } from "@/server/core/booking-view";
import type { TrackPart } from "./part";

/** Who rides from where to where; a home by its district, as far as a link may tell. */
export function RideFacts({ view }: TrackPart) {
  const t = useTranslations("tracking.facts");
  const tWho = useTranslations("booking.who.mobility");
  const words = (place: PlaceView) => place.label || place.district;
  return (
    <Card title={t("title")}>
      <DescriptionList
        items={[
          { term: t("patient"), value: view.patient },
          { term: t("mobility"), value: tWho(`${view.mobility}.label`) },
          { term: t("from"), value: words(view.from) },
          { term: t("to"), value: words(view.to) },
        ]}
      />
    </Card>
  );
}
