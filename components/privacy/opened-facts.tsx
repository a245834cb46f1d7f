import { useTranslations } from "next-intl";
import type { OpenedData } from "@/components/api/outputs";
import { DescriptionList } from "@/components/ui/description-list";
import type { Place } from "@/server/core/place";

const inFull = ({ label, detail }: Place) => [label, detail].filter(Boolean).join(" ");

/** One booking's people and places in clear. */
export function OpenedFacts({ data }: { data: OpenedData["data"] }) {
  const t = useTranslations("privacy.glass.data");
  return (
    <DescriptionList
      items={[
        { term: t("patient"), value: data.patientName },
        { term: t("idNumber"), value: data.idNumber },
        { term: t("booker"), value: data.bookerName },
        {
          term: t("phone"),
          value: data.bookerPhone ? (
            <a href={`tel:${data.bookerPhone}`} className="text-primary underline underline-offset-4">
              {data.bookerPhone}
            </a>
          ) : null,
        },
        { term: t("email"), value: data.bookerEmail },
        { term: t("from"), value: inFull(data.from) },
        { term: t("to"), value: inFull(data.to) },
        ...data.handovers.map(({ end, giverName, receiverName }) => ({
          term: t(end),
          value: `${giverName} → ${receiverName}`,
        })),
      ]}
    />
  );
}
