"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "next-intl";
import type { TrackPart } from "@/components/tracking/part";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import type { AppRouter } from "@/server/routers/root";

export type Billing = inferRouterOutputs<AppRouter>["billing"]["ofBooking"];

const tones: Record<string, BadgeProps["tone"]> = {
  pending: "wait",
  succeeded: "ok",
  failed: "danger",
  cancelled: "neutral",
};

/** Every payment and refund of the booking, with its outcome. */
export function MoneyMoves({ billing, region, now }: TrackPart & { billing: Billing }) {
  const t = useTranslations("payment-page");
  const { payments, refunds } = billing;
  if (payments.length + refunds.length === 0) return null;
  const zone = { timeZone: region.timeZone, now };
  return (
    <ul aria-label={t("moves")} className="divide-y divide-line rounded-md border border-line">
      {payments.map(({ id, driver, status, amountFen, settledAt, createdAt }) => (
        <Move
          key={id}
          what={t(`drivers.${driver}`)}
          at={<Instant at={settledAt ?? createdAt} {...zone} />}
          status={status}
          statusText={t(`paymentStatus.${status}`)}
          fen={amountFen}
        />
      ))}
      {refunds.map(({ id, reason, status, amountFen, settledAt, createdAt }) => (
        <Move
          key={id}
          what={`${t("refund")} · ${t.has(`refundReasons.${reason}`) ? t(`refundReasons.${reason}`) : reason}`}
          at={<Instant at={settledAt ?? createdAt} {...zone} />}
          status={status}
          statusText={t(`refundStatus.${status}`)}
          fen={-amountFen}
        />
      ))}
    </ul>
  );
}

interface MoveProps {
  what: string;
  at: React.ReactNode;
  status: string;
  statusText: string;
  fen: number;
}

function Move({ what, at, status, statusText, fen }: MoveProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-3 py-2">
      <span>
        {what} <span className="text-ink-soft text-sm">{at}</span>
      </span>
      <span className="flex items-center gap-2">
        <Badge tone={tones[status] ?? "neutral"}>{statusText}</Badge>
        <span className="tabular-nums">
          <Money fen={fen} />
        </span>
      </span>
    </li>
  );
}
