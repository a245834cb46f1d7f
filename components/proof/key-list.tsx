import { useTranslations } from "next-intl";
import type { RootsPage } from "@/components/api/outputs";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";

/** The public keys, old ones too. */
export function KeyList({ keys, newestKeyId }: { keys: RootsPage["keys"]; newestKeyId: string }) {
  const t = useTranslations("proof");
  return (
    <Card title={t("keys")}>
      <p className="mb-3 max-w-prose text-ink-soft">{t("keysLead")}</p>
      <ul className="grid gap-2">
        {keys.map(({ id, publicKey }) => (
          <li key={publicKey} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <span className="font-medium">{id}</span>
            <code className="break-all text-sm">{publicKey}</code>
            {id === newestKeyId ? <Badge tone="ok">{t("inUse")}</Badge> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
