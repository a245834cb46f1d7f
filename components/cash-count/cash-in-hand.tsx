"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/components/api/provider";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";

/** What the crew member holds, on the day's page, with the way to hand it in; nothing where nothing is held. */
export function CashInHand() {
  const t = useTranslations("cash");
  const trpc = useTRPC();
  const { data } = useQuery(trpc.cash.own.queryOptions());
  if (!data || data.heldFen === 0) return null;
  return (
    <section
      aria-label={t("held")}
      className="mb-4 flex flex-wrap items-center justify-between gap-3 rounded-lg border border-wait-line bg-wait-soft px-4 py-3"
    >
      <p>
        {t("held")} <Money fen={data.heldFen} className="font-bold text-xl" />
      </p>
      <LinkButton href="/crew/cash" variant="secondary" size="touch">
        {t(data.uncountedFen > 0 ? "count" : "waiting")}
      </LinkButton>
    </section>
  );
}
