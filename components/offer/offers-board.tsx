"use client";

import { useQuery } from "@tanstack/react-query";
import { BellRing } from "lucide-react";
import { useTranslations } from "next-intl";
import type { OfferView } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Tabs } from "@/components/ui/tabs";
import { OfferCard } from "./offer-card";
import { PastOffers } from "./past-offers";
import { useAnswers } from "./use-answers";

/** What waits for an answer, the first to lapse on top, and what was answered before. */
export function OffersBoard({ initial }: { initial: OfferView[] }) {
  const t = useTranslations("offer");
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.offer.list.queryOptions({ which: "open" }),
    initialData: initial,
    refetchInterval: 30_000,
  });
  const tabs = [
    { value: "open", label: t("tabs.open"), count: data.length, content: <OpenOffers offers={data} /> },
    { value: "past", label: t("tabs.past"), content: <PastOffers /> },
  ];
  return <Tabs label={t("title")} tabs={tabs} />;
}

function OpenOffers({ offers }: { offers: OfferView[] }) {
  const t = useTranslations("offer");
  const answers = useAnswers();
  return (
    <>
      <p role="status" className="sr-only">
        {t("waiting", { count: offers.length })}
      </p>
      {offers.length === 0 ? (
        <EmptyState
          icon={<BellRing />}
          title={t("empty.title")}
          description={t("empty.text")}
          action={
            <>
              <LinkButton href="/operator/shifts">{t("empty.shifts")}</LinkButton>
              <LinkButton href="/operator/plan" variant="secondary">
                {t("empty.plan")}
              </LinkButton>
            </>
          }
        />
      ) : (
        <>
          <p className="mb-4 hidden text-ink-soft text-sm lg:block">{t("keys")}</p>
          <ol className="grid gap-5">
            {offers.map((offer) => (
              <li key={offer.id}>
                <OfferCard offer={offer} answers={answers} />
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
