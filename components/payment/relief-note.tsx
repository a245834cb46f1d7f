"use client";

import { useTranslations } from "next-intl";
import { BothPrices } from "@/components/quote/both-prices";
import { Alert } from "@/components/ui/alert";
import type { QuotedPrice } from "@/server/core/booking-view";

interface ReliefNoteProps {
  quote: Pick<QuotedPrice, "totalFen" | "relief">;
  isBilled: boolean;
}

const tones = { open: "info", accepted: "ok", refused: "warn", withdrawn: "info" } as const;

/** Where a reduced price was claimed: how the claim stands, and what is charged either way. */
export function ReliefNote({ quote, isBilled }: ReliefNoteProps) {
  const t = useTranslations("payment-page.relief");
  const tGroup = useTranslations("price.relief");
  const { relief, totalFen } = quote;
  if (!relief?.status || relief.status === "withdrawn") return null;
  return (
    <div className="mb-3 grid gap-2">
      <Alert tone={tones[relief.status]} title={t(`${relief.status}.title`, { group: tGroup(relief.group) })}>
        {relief.reason ? <p>{t("reason", { reason: relief.reason })}</p> : null}
        {t(`${relief.status}.${isBilled ? "billed" : "text"}`)}
      </Alert>
      {relief.status === "open" ? <BothPrices reliefFen={relief.totalFen} normalFen={totalFen} /> : null}
    </div>
  );
}
