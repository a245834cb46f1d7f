import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ApiProvider } from "@/components/api/provider";
import { Messages } from "@/components/shell/messages";
import { OwnBooking } from "@/components/tracking/own-booking";
import { redirect } from "@/messages/navigation";
import { api, isLinkAlive } from "@/server/caller";
import { whoIsHere } from "../../../frame";

interface PageProps {
  params: Promise<{ locale: string; id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tracking");
  return { title: t("page"), referrer: "no-referrer" };
}

/**
 * A family's own booking: the page of its link while that lives. An unfinished booking has none, and it ends some days
 * after the ride; whoever booked sees theirs all the same.
 */
export default async function FamilyBookingPage({ params }: PageProps) {
  const { locale, id } = await params;
  const { person } = await whoIsHere();
  if (!person) return redirect({ href: `/sign-in?return=/family/bookings/${id}`, locale });
  const found = await load(id);
  if (!found) notFound();
  const { trackToken, view, region } = found;
  const now = new Date();
  const isLinked = trackToken !== null && (await isLinkAlive(trackToken));
  if (isLinked) return redirect({ href: `/track/${trackToken}`, locale });
  const { id: regionId, nameZh, nameEn, timeZone } = region;
  return (
    <Messages
      namespaces={[
        "told",
        "account",
        "tracking",
        "payment-page",
        "invoice",
        "insurance",
        "pay-to",
        "complaint",
        "rating",
        "adverse",
        "booking",
        "price",
        "again",
        "shell",
        "privacy",
      ]}
    >
      <ApiProvider region={regionId}>
        <OwnBooking view={view} region={{ id: regionId, nameZh, nameEn, timeZone }} now={now.getTime()} />
      </ApiProvider>
    </Messages>
  );
}

/** The booking and its link; null for a booking that is not there, or somebody else's. */
async function load(bookingId: string) {
  const caller = await api();
  try {
    const { trackToken } = await caller.booking.get({ bookingId });
    const [view, region] = [await caller.booking.track({ bookingId }), await caller.region.current()];
    return { trackToken, view, region };
  } catch (error) {
    if (error instanceof TRPCError && ["NOT_FOUND", "BAD_REQUEST"].includes(error.code)) return null;
    throw error;
  }
}
