"use client";

import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { Role } from "@/server/core/member";

/** An account of the demonstration, in both languages. */
export interface ReadyAccountView {
  role: Role;
  email: string;
  name: string;
  organization: { zh: string; en: string } | null;
  region: { id: string; zh: string; en: string } | null;
}

/** The demonstration's accounts, one tap each: by region, one for each role and organization. */
export function ReadyAccounts({
  accounts,
  onChoose,
}: {
  accounts: ReadyAccountView[];
  onChoose: (email: string) => void;
}) {
  const t = useTranslations("account.ready");
  const isEnglish = useLocale() === "en";
  return (
    <Card title={t("title")}>
      <p className="mb-4 text-ink-soft text-sm">{t("lead")}</p>
      <div className="grid gap-5">
        {byRegion(accounts).map(([id, group]) => {
          const region = group[0]?.region;
          return (
            <section key={id}>
              <h3 className="mb-1 text-ink-soft text-sm">
                {region ? (isEnglish ? region.en : region.zh) : t("family")}
              </h3>
              <ul className="-mx-3 grid gap-1 xl:grid-cols-2">
                {group.map((account) => (
                  <ReadyAccount
                    key={`${account.role} ${account.email}`}
                    account={account}
                    onChoose={onChoose}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </Card>
  );
}

function ReadyAccount({
  account,
  onChoose,
}: {
  account: ReadyAccountView;
  onChoose: (email: string) => void;
}) {
  const t = useTranslations("account");
  const isEnglish = useLocale() === "en";
  const { role, email, name, organization } = account;
  const place = organization ? (isEnglish ? organization.en : organization.zh) : null;
  return (
    <li>
      <button
        type="button"
        onClick={() => onChoose(email)}
        className="grid min-h-11 w-full rounded-md px-3 py-1.5 text-start hover:bg-primary-soft"
      >
        <span className="font-medium">
          {t(`roles.${role}`)} · {name}
        </span>
        <span className="break-all text-ink-soft text-sm">
          {place ? `${place} · ` : ""}
          <span lang="en">{email}</span>
        </span>
      </button>
    </li>
  );
}

/** The first account of each role in each organization, grouped by region in the order given. */
function byRegion(accounts: ReadyAccountView[]): [string, ReadyAccountView[]][] {
  const groups = new Map<string, Map<string, ReadyAccountView>>();
  for (const account of accounts) {
    const region = account.region?.id ?? "";
    const seen = groups.get(region) ?? new Map<string, ReadyAccountView>();
    groups.set(region, seen);
    const key = `${account.role} ${account.organization?.zh ?? account.email}`;
    if (!seen.has(key)) seen.set(key, account);
  }
  return [...groups].map(([region, group]) => [region, [...group.values()]]);
}
