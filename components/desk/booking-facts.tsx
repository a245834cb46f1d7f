"use client";

import { useTranslations } from "next-intl";
import { readablePhone } from "@/components/callback/callback-actions";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant, TimeRange } from "@/components/ui/instant";
import type { BookingFull, PlaceFullView, TrackView } from "@/server/core/booking-view";
import { useBookingRegion } from "./booking-region";

/** When the vehicle comes: the live range, the promise, or what was asked for. */
export function WhenFacts({ view, timeZone, now }: { view: TrackView; timeZone: string; now: number }) {
  const t = useTranslations("desk.record.when");
  const { arrival, promise, slot } = view;
  const isMoved = view.events.some(({ kind }) => kind === "promise_moved");
  const range = promise ?? slot;
  if (!range) return null;
  return (
    <section aria-label={t("label")} className="rounded-xl bg-night p-5 text-night-soft">
      {arrival ? (
        <>
          <p className="text-sm">{t(`arrival.${arrival.at}`, { percent: arrival.probability })}</p>
          <p className="font-bold text-3xl text-white">
            <TimeRange from={arrival.earliest} to={arrival.latest} timeZone={timeZone} now={now} />
          </p>
        </>
      ) : null}
      <p className={arrival ? "mt-3 text-sm" : "text-sm"}>{t(promise ? "promised" : "chosen")}</p>
      <p className="font-semibold text-white text-xl">
        <TimeRange from={range.pickupFrom} to={range.pickupUntil} timeZone={timeZone} now={now} />
      </p>
      {promise && isMoved ? <p className="mt-1 text-sm">{t("moved")}</p> : null}
      {!promise && slot?.confirmedBy ? (
        <p className="mt-1 text-sm">
          {t.rich("confirmedBy", {
            time: () => <Instant at={slot.confirmedBy ?? ""} timeZone={timeZone} now={now} />,
          })}
        </p>
      ) : null}
    </section>
  );
}

function usePlaceWords(): (place: PlaceFullView) => string {
  const t = useTranslations("desk.record");
  return ({ label, detail, floor, hasLift }) =>
    [label, detail, t("floor", { floor }), hasLift ? null : t("noLift")].filter(Boolean).join(" · ");
}

/** Who travels, who asked, from where to where, and what the ride needs. */
export function BookingFacts({ full, isOwn }: { full: BookingFull; isOwn: boolean }) {
  const t = useTranslations("desk.record.facts");
  const tWho = useTranslations("booking.who.mobility");
  const tClass = useTranslations("booking.vehicle");
  const { timeZone } = useBookingRegion();
  const words = usePlaceWords();
  const { booker, needs, review, emergency } = full;
  const contact = [booker.phone && readablePhone(booker.phone), booker.email].filter(Boolean).join(" · ");
  return (
    <Card title={t("title")}>
      <DescriptionList
        items={[
          { term: t("patient"), value: full.patient },
          ...(full.patientIdNumber ? [{ term: t("idNumber"), value: full.patientIdNumber }] : []),
          { term: t("mobility"), value: tWho(`${full.mobility}.label`) },
          { term: t("from"), value: words(full.from) },
          { term: t("to"), value: words(full.to) },
          {
            term: t("wanted"),
            value: (
              <TimeRange from={full.wantedFrom} to={full.wantedUntil} timeZone={timeZone} now={Date.now()} />
            ),
          },
          ...(needs
            ? [
                { term: t("level"), value: t(`levels.${needs.serviceLevel}`) },
                {
                  term: t("classes"),
                  value: needs.vehicleClasses.map((name) => tClass(`${name}.name`)).join(" / "),
                },
              ]
            : []),
          { term: t("escorts"), value: t("escortCount", { count: full.extras.escorts }) },
          ...(isOwn
            ? [
                { term: t("booker"), value: booker.name ?? "" },
                { term: t("contact"), value: contact },
              ]
            : []),
          ...(review?.status === "open"
            ? [
                {
                  term: t("review"),
                  value: <Instant at={review.dueAt} timeZone={timeZone} now={Date.now()} />,
                },
              ]
            : []),
          ...(review?.note ? [{ term: t("note"), value: review.note }] : []),
          ...(emergency
            ? [{ term: t("emergency"), value: `${emergency.reference} ${emergency.acknowledgedBy ?? ""}` }]
            : []),
        ]}
      />
      {full.status === "unserved" ? <p className="mt-3 text-danger">{t("unserved")}</p> : null}
    </Card>
  );
}
