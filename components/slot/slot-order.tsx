"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { QuoteView } from "@/server/core/booking-view";
import { wholePriceFen } from "./chosen-slot";

const orders = ["time", "price"] as const;
type Order = (typeof orders)[number];

export interface OrderedSlots {
  quotes: QuoteView[];
  order: Order;
  setOrder: (order: Order) => void;
  lowestFen: number;
  /** Some cost more than the cheapest: only then does the order matter. */
  differ: boolean;
}

/** The slots in the order that is asked for: earliest first, or cheapest first and then earliest. */
export function useSlotOrder(quotes: QuoteView[]): OrderedSlots {
  const [order, setOrder] = useState<Order>("time");
  const prices = quotes.map(wholePriceFen);
  const lowestFen = Math.min(...prices);
  const byPrice = [...quotes].sort((a, b) => wholePriceFen(a) - wholePriceFen(b));
  return {
    quotes: order === "price" ? byPrice : quotes,
    order,
    setOrder,
    lowestFen,
    differ: prices.some((price) => price > lowestFen),
  };
}

/** Earliest or cheapest first; nothing to choose where all cost the same. */
export function SlotOrder({ slots }: { slots: OrderedSlots }) {
  const t = useTranslations("booking.slots.order");
  if (!slots.differ) return null;
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="sr-only">{t("legend")}</legend>
      {orders.map((order) => (
        <Button
          key={order}
          size="sm"
          variant={slots.order === order ? "primary" : "secondary"}
          aria-pressed={slots.order === order}
          onClick={() => slots.setOrder(order)}
        >
          {t(order)}
        </Button>
      ))}
    </fieldset>
  );
}
