import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { RecordExport } from "@/components/proof/record-export";
import { EraseCard } from "@/components/record/erase-card";
import { RecordView } from "@/components/record/record-view";
import { DeskPage } from "../../../operator/desk-page";

interface Props {
  params: Promise<{ bookingId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("record");
  return { title: t("title") };
}

const namespaces = [
  "record",
  "standard",
  "proof",
  "privacy",
  "deed",
  "ledger",
  "price",
  "booking",
  "offer",
  "trip",
  "handover",
  "complaint",
  "case",
  "trip-desk",
  "payment-page",
  "fleet",
];

export default async function TripRecordPage({ params }: Props) {
  const { bookingId } = await params;
  if (!z.uuid().safeParse(bookingId).success) notFound();
  return (
    <DeskPage namespaces={namespaces}>
      <RecordView bookingId={bookingId} />
      <div className="mt-5">
        <RecordExport asked={{ bookingId }} />
      </div>
      <div className="mt-5">
        <EraseCard bookingId={bookingId} />
      </div>
    </DeskPage>
  );
}
