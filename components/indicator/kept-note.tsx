import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Instant } from "@/components/ui/instant";

interface KeptNoteProps {
  kept: { keptAt: Date; isWhole: boolean } | null;
  timeZone: string;
}

/** Up to when the figures are true. */
export function KeptNote({ kept, timeZone }: KeptNoteProps) {
  const t = useTranslations("indicator");
  if (!kept) return <Alert tone="info">{t("keptNone")}</Alert>;
  return (
    <p className="mb-4 text-ink-soft text-sm">
      {t("kept")}
      <Instant at={kept.keptAt} form="dateTime" timeZone={timeZone} />
      {kept.isWhole ? t("keptWhole") : t("keptPartly")}
    </p>
  );
}
