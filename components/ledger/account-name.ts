import { useTranslations } from "next-intl";
import { ledgerAccountKeys, ledgerAccounts } from "@/server/core/ledger";

/** An account's name in the reader's language; an account of an older version by its code. */
export function useAccountName(): (account: string) => string {
  const t = useTranslations("ledger.accounts");
  return (account) => {
    const known = ledgerAccounts.find((each) => each === account);
    return known ? t(ledgerAccountKeys[known]) : account;
  };
}
