import { useTranslations } from "next-intl";
import type { FindingRow } from "@/components/api/outputs";
import { Badge, type BadgeProps } from "@/components/ui/badge";

const tones: Record<FindingRow["status"], BadgeProps["tone"]> = {
  open: "wait",
  confirmed: "danger",
  dismissed: "neutral",
};

/** What was made of a finding. */
export function StatusBadge({ status }: { status: FindingRow["status"] }) {
  const t = useTranslations("finding.statuses");
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
