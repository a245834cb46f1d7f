import { useTranslations } from "next-intl";

/** Why a refund was refused, in words; a code that has none is said as what the payment service answered. */
export function RefundFailure({ code }: { code: string }) {
  const t = useTranslations("finance.failedRefunds");
  return t.has(`failures.${code}`) ? t(`failures.${code}`) : t("otherFailure", { code });
}
