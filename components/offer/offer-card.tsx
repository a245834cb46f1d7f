"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Check, TriangleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useState } from "react";
import type { OfferView } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { usePlaceName } from "@/components/plan/use-place-name";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Countdown } from "@/components/ui/countdown";
import { TimeRange } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { DeclineDialog } from "./decline-dialog";
import { OfferFacts } from "./offer-facts";
import { OfferReasons } from "./offer-reasons";
import { OfferWay } from "./offer-way";
import type { Answers } from "./use-answers";

/** One offer with all that the decision needs. With the focus on it, A accepts and D declines. */
export function OfferCard({ offer, answers }: { offer: OfferView; answers: Answers }) {
  const t = useTranslations("offer");
  const client = useQueryClient();
  const nameOf = usePlaceName();
  const { serverOffset } = useDesk();
  const [isDeclining, setDeclining] = useState(false);
  const headingId = useId();
  const isBusy = answers.busyId === offer.id;
  const { snapshot } = offer;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "a" && !isBusy) answers.accept(offer);
    if (key === "d") setDeclining(true);
  };
  return (
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: the card takes the focus so that one key can answer it
    // biome-ignore-start lint/a11y/noNoninteractiveElementInteractions: the same
    <article
      tabIndex={0}
      aria-labelledby={headingId}
      aria-keyshortcuts="A D"
      onKeyDown={onKeyDown}
      className="overflow-clip rounded-lg border border-line bg-surface shadow-raised"
    >
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b bg-paper px-4 py-3 sm:px-5">
        <Countdown
          endsAt={offer.expiresAt.getTime()}
          serverOffsetMilliseconds={serverOffset}
          urgentSeconds={120}
          onEnd={() => void client.invalidateQueries()}
        />
        <h2 id={headingId} className="text-lg">
          {t("heading", { from: nameOf(snapshot.fromLabel), to: nameOf(snapshot.toLabel) })}
        </h2>
        <Badge tone={offer.committed ? "primary" : "neutral"} plain>
          {t(offer.committed ? "committed" : "onOffer")}
        </Badge>
        <span className="text-ink-soft text-sm tabular-nums">
          {t("number", { number: snapshot.bookingNumber })}
        </span>
        <span className="ms-auto font-semibold text-2xl tabular-nums">
          <Money fen={snapshot.totalFen} />
        </span>
      </header>
      <div className="grid items-start gap-x-8 gap-y-5 px-4 py-4 sm:px-5 xl:grid-cols-[1.1fr_1fr_1.1fr]">
        <Asked offer={offer} />
        <OfferReasons snapshot={snapshot} />
        <OfferWay snapshot={snapshot} />
      </div>
      <footer className="flex flex-wrap items-center justify-end gap-3 border-line border-t bg-surface px-4 py-3 max-lg:sticky max-lg:bottom-14 max-lg:z-10 sm:px-5">
        {offer.committed ? (
          <p className="me-auto flex items-center gap-2 text-sm text-wait">
            <TriangleAlert aria-hidden="true" className="size-4.5 shrink-0" />
            {t("committedNote")}
          </p>
        ) : null}
        <Button variant="danger" onClick={() => setDeclining(true)} disabled={isBusy}>
          <X aria-hidden="true" />
          {t("decline")}
        </Button>
        <Button size="lg" loading={isBusy} onClick={() => answers.accept(offer)}>
          <Check aria-hidden="true" />
          {t("accept")}
        </Button>
      </footer>
      {isDeclining ? (
        <DeclineDialog offer={offer} answers={answers} onClose={() => setDeclining(false)} />
      ) : null}
    </article>
    // biome-ignore-end lint/a11y/noNoninteractiveElementInteractions: the same
    // biome-ignore-end lint/a11y/noNoninteractiveTabindex: the card takes the focus so that one key can answer it
  );
}

/** What is promised to the patient if the offer is accepted, and what it asks for. */
function Asked({ offer }: { offer: OfferView }) {
  const t = useTranslations("offer");
  const { timeZone, now } = useDesk();
  const { snapshot, round } = offer;
  return (
    <div className="grid content-start gap-4">
      <div>
        <p className="text-ink-soft text-sm">{t("window")}</p>
        <p className="font-semibold text-xl">
          <TimeRange from={snapshot.pickupFrom} to={snapshot.pickupUntil} timeZone={timeZone} now={now} />
        </p>
      </div>
      <OfferFacts snapshot={snapshot} />
      {round > 1 ? <Alert>{t("round", { round })}</Alert> : null}
    </div>
  );
}
