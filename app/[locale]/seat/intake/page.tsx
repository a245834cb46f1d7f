import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { IntakeDesk } from "@/components/seat/intake-desk";
import { api } from "@/server/caller";
import { emergencyRef } from "@/server/core/booking-input";
import { SeatPage } from "../seat-page";

interface Props {
  searchParams: Promise<{ from?: string | string[]; booking?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("seat");
  return { title: t("title") };
}

/** The hand-over from 120 that this call begins with; an address that names none begins empty. */
async function handedOver(searchParams: Props["searchParams"]) {
  const ref = emergencyRef.safeParse({ handoverId: (await searchParams).from });
  return ref.success ? (await api()).emergency.get(ref.data) : null;
}

/** The draft that is gone on with. */
async function begunBefore(searchParams: Props["searchParams"]) {
  const ref = emergencyRef.shape.handoverId.safeParse((await searchParams).booking);
  return ref.success ? (await api()).booking.get({ bookingId: ref.data }) : null;
}

export default async function IntakePage({ searchParams }: Props) {
  const [from, resume] = [await handedOver(searchParams), await begunBefore(searchParams)];
  return (
    <SeatPage namespaces={["desk", "triage-form", "price", "emergency-desk", "callback", "fleet"]}>
      <IntakeDesk from={from?.direction === "from_120" ? from : null} resume={resume} />
    </SeatPage>
  );
}
