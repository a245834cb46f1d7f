"use client";

import { PhoneCall, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { LinkButton } from "@/components/ui/link-button";
import type { EmergencyRecordView } from "@/server/core/emergency-view";
import { AcknowledgeForm } from "./acknowledge-form";
import { FromActions } from "./from-actions";
import { HandoverFacts } from "./handover-facts";
import { HandoverStatus } from "./handover-status";

const isPending = ({ status }: EmergencyRecordView) => status === "open" || status === "escalated";

/** One hand-over: its number to read out, what is known, and what the seat does next. */
export function HandoverCard({ handover }: { handover: EmergencyRecordView }) {
  const t = useTranslations("emergency-desk");
  const { direction, status, reference, bookingId, bookingNumber, outcome } = handover;
  return (
    <article
      aria-label={t("cardLabel", { reference })}
      className={classNames(
        "keep-together overflow-hidden rounded-lg border bg-surface shadow-raised",
        status === "escalated" ? "border-2 border-emergency" : "border-line",
      )}
    >
      <header
        className={classNames(
          "flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-4 py-3 sm:px-5",
          status === "escalated" ? "bg-danger-soft" : "bg-paper",
        )}
      >
        <h2 className="text-xl tabular-nums">{reference}</h2>
        <HandoverStatus handover={handover} />
        <span className="no-print ms-auto flex flex-wrap gap-2">
          <LinkButton href={`/seat/emergency/${handover.id}`} variant="quiet" size="sm">
            <Printer aria-hidden="true" />
            {t("sheet")}
          </LinkButton>
          {bookingId ? (
            <LinkButton href={`/seat/bookings/${bookingId}`} variant="quiet" size="sm">
              {t("booking", { number: bookingNumber ?? "" })}
            </LinkButton>
          ) : null}
        </span>
      </header>
      <div className="grid gap-5 px-4 py-4 sm:px-5 lg:grid-cols-2">
        <HandoverFacts handover={handover} />
        <div className="grid content-start gap-4">
          {direction === "to_120" && isPending(handover) ? (
            <>
              <Button asChild variant="emergency" size="lg">
                <a href="tel:120">
                  <PhoneCall aria-hidden="true" />
                  {t("call120")}
                </a>
              </Button>
              <AcknowledgeForm handoverId={handover.id} />
            </>
          ) : null}
          {direction === "from_120" && status === "open" ? <FromActions handover={handover} /> : null}
          {outcome ? <p>{outcome}</p> : null}
        </div>
      </div>
    </article>
  );
}
