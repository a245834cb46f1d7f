import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { foundOrNull } from "@/components/api/found";
import { Messages } from "@/components/shell/messages";
import { TrackingPage } from "@/components/tracking/tracking-page";
import { apiFor } from "@/server/caller";
import { readAddressPart } from "@/server/core/address-part";

interface TrackProps {
  params: Promise<{ locale: string; token: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tracking");
  return { title: t("page"), robots: { index: false, follow: false }, referrer: "no-referrer" };
}

async function read(token: string) {
  const api = await apiFor(token);
  return { view: await api.booking.track({}), region: await api.region.current() };
}

const load = cache((token: string) => foundOrNull(read(token)));

/** A booking by its secret link; drawn on the server, then live. */
export default async function TrackPage({ params }: TrackProps) {
  const token = readAddressPart((await params).token);
  const found = token ? await load(token) : null;
  if (!token || !found) notFound();
  const { id, nameZh, nameEn, timeZone } = found.region;
  return (
    <Messages
      namespaces={[
        "told",
        "tracking",
        "payment-page",
        "invoice",
        "insurance",
        "pay-to",
        "complaint",
        "adverse",
        "rating",
        "booking",
        "price",
        "again",
        "privacy",
      ]}
    >
      <TrackingPage
        token={token}
        region={{ id, nameZh, nameEn, timeZone }}
        initial={found.view}
        now={Date.now()}
      />
    </Messages>
  );
}
