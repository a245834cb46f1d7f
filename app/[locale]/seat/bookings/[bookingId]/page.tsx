import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BookingRecord } from "@/components/desk/booking-record";
import { api } from "@/server/caller";
import { SeatPage } from "../../seat-page";

interface RecordProps {
  params: Promise<{ locale: string; bookingId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("desk.record");
  return { title: t("title"), referrer: "no-referrer" };
}

/** Both views of one booking; null for one that is not there, or another region's. */
async function load(bookingId: string) {
  const caller = await api();
  try {
    return {
      full: await caller.booking.get({ bookingId }),
      track: await caller.booking.track({ bookingId }),
    };
  } catch (error) {
    if (error instanceof TRPCError && ["NOT_FOUND", "BAD_REQUEST"].includes(error.code)) return null;
    throw error;
  }
}

export default async function BookingPage({ params }: RecordProps) {
  const { locale, bookingId } = await params;
  const found = await load(bookingId);
  if (!found) notFound();
  const { id, nameZh, nameEn, timeZone } = await (await api()).region.current();
  const { trackToken } = found.full;
  return (
    <SeatPage
      namespaces={[
        "told",
        "desk",
        "tracking",
        "payment-page",
        "invoice",
        "insurance",
        "pay-to",
        "complaint",
        "price",
        "triage-form",
        "privacy",
      ]}
    >
      <BookingRecord
        full={found.full}
        track={found.track}
        region={{ id, nameZh, nameEn, timeZone }}
        trackPath={trackToken ? `/${locale}/track/${trackToken}` : null}
      />
    </SeatPage>
  );
}
