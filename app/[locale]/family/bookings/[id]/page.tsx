import { TRPCError } from "@trpc/server";
import { notFound } from "next/navigation";
import { redirect } from "@/messages/navigation";
import { api } from "@/server/caller";
import { whoIsHere } from "../../../frame";

interface PageProps {
  params: Promise<{ locale: string; id: string }>;
}

/** A family's own booking: the tracking page of its link, which the booking's owner may always open. */
export default async function FamilyBookingPage({ params }: PageProps) {
  const { locale, id } = await params;
  const { person } = await whoIsHere();
  if (!person) return redirect({ href: `/sign-in?return=/family/bookings/${id}`, locale });
  const token = await trackToken(id);
  if (!token) notFound();
  redirect({ href: `/track/${token}`, locale });
}

/** The booking's link; null for a booking that is not there, or somebody else's. */
async function trackToken(bookingId: string): Promise<string | null> {
  try {
    return (await (await api()).booking.get({ bookingId })).trackToken;
  } catch (error) {
    if (error instanceof TRPCError && ["NOT_FOUND", "BAD_REQUEST"].includes(error.code)) return null;
    throw error;
  }
}
