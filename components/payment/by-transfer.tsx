import { useTranslations } from "next-intl";
import type { Billing } from "./money-moves";
import { PayToList } from "./pay-to";

/** How to pay this booking by bank transfer; nothing where the region names no account. */
export function ByTransfer({ billing }: { billing: Billing }) {
  const t = useTranslations("pay-to");
  if (!billing.payTo) return null;
  return (
    <details className="no-print rounded-md border border-line px-3 py-2">
      <summary className="min-h-9 py-1 text-primary">{t("open")}</summary>
      <div className="mt-2">
        <PayToList payTo={billing.payTo} reference={billing.bookingNumber} amountFen={billing.dueFen} />
      </div>
    </details>
  );
}
