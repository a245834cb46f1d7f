import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import type { EmergencyRecordView } from "@/server/core/emergency-view";

/** What 120 said, in sight while the caller is asked. */
export function FromNotice({ from }: { from: EmergencyRecordView }) {
  const t = useTranslations("seat.from");
  const { caseNumber, details, bookingNumber } = from;
  return (
    <Alert
      tone="info"
      className="mb-5"
      title={t("title", { number: caseNumber ?? from.reference, by: details?.spokesperson ?? "" })}
    >
      <p>{[details?.placeText, details?.known].filter(Boolean).join(" · ")}</p>
      {bookingNumber ? <p>{t("done", { number: bookingNumber })}</p> : null}
    </Alert>
  );
}
