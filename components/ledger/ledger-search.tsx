"use client";

import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { PeriodFields } from "@/components/desk/period-fields";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Toolbar } from "@/components/ui/toolbar";
import { useRouter } from "@/messages/navigation";
import { ledgerAccounts } from "@/server/core/ledger";
import { type LedgerList, ledgerList } from "@/server/core/ledger-input";
import { useAccountName } from "./account-name";
import { ledgerHref, ledgerQuery } from "./ledger-href";

/** What to look for; the address keeps it. The file holds what is shown, all pages of it. */
export function LedgerSearch({ search }: { search: LedgerList }) {
  const t = useTranslations("ledger");
  const nameOf = useAccountName();
  const locale = useLocale();
  const router = useRouter();
  const [draft, setDraft] = useState<LedgerList>({ ...search, after: undefined });
  const [isTried, setTried] = useState(false);
  const change = (next: Partial<LedgerList>) => setDraft({ ...draft, ...next });
  const isGood = ledgerList.safeParse(draft).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isGood) router.push(ledgerHref(draft));
  };
  const file = `/api/ledger?${ledgerQuery({ ...search, after: undefined })}&locale=${locale}`;
  return (
    <form noValidate onSubmit={submit}>
      <Toolbar
        label={t("filter")}
        end={
          <Button asChild variant="secondary">
            <a href={file} download>
              <Download aria-hidden="true" />
              {t("export")}
            </a>
          </Button>
        }
      >
        <PeriodFields
          period={draft}
          onChange={change}
          labels={{ from: t("from"), until: t("until") }}
          error={isTried && !isGood ? t("order") : undefined}
        />
        <Field label={t("account")} className="w-48">
          <Select
            value={draft.account ?? ""}
            placeholder={t("anyAccount")}
            options={ledgerAccounts.map((value) => ({ value, label: nameOf(value) }))}
            onChange={(event) =>
              change({ account: ledgerAccounts.find((each) => each === event.target.value) })
            }
          />
        </Field>
        <Field label={t("bookingNumber")} className="w-40">
          <Input
            value={draft.bookingNumber ?? ""}
            maxLength={40}
            onChange={(event) => change({ bookingNumber: event.target.value.trim() || undefined })}
          />
        </Field>
        <Checkbox
          label={t("open")}
          checked={draft.open ?? false}
          onChange={(event) => change({ open: event.target.checked || undefined })}
        />
        <Button type="submit" variant="secondary">
          {t("show")}
        </Button>
      </Toolbar>
    </form>
  );
}
