import { FlaskConical } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "@/messages/navigation";

/** Says on every page that nothing here is real; shown only by a server on a database marked as demonstration. */
export function DemonstrationBanner({ outboxHref = "/demo/outbox" }: { outboxHref?: string }) {
  const t = useTranslations("shell.demonstration");
  return (
    <aside
      aria-label={t("title")}
      className="no-print flex flex-wrap items-center justify-center gap-x-2 bg-wait-soft px-4 py-1.5 text-center text-sm text-wait"
    >
      <FlaskConical aria-hidden="true" className="size-4" />
      <strong>{t("title")}</strong>
      <span>{t("text")}</span>
      <Link href={outboxHref} className="inline-flex min-h-6 items-center underline underline-offset-4">
        {t("outbox")}
      </Link>
    </aside>
  );
}
