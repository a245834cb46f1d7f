import { MapPinOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Messages } from "@/components/shell/messages";
import { PublicShell } from "@/components/shell/public-shell";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

export default function NotFound() {
  const t = useTranslations("errors.notFound");
  const tActions = useTranslations("common.actions");
  return (
    <Messages namespaces={["shell"]}>
      <PublicShell>
        <EmptyState
          headingLevel={1}
          icon={<MapPinOff />}
          title={t("title")}
          description={`${t("what")}${t("next")}`}
          action={<LinkButton href="/">{tActions("home")}</LinkButton>}
        />
      </PublicShell>
    </Messages>
  );
}
