"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field";
import type { Identity } from "./answers";
import { askedConsents, consentTextVersion } from "./consent-text";
import type { Kept } from "./kept";

/** One consent for each purpose, none of them ticked in advance. */
export function ConsentFields({ identity, problem }: { identity: Kept<Identity>; problem?: string }) {
  const t = useTranslations("booking.consent");
  const { value, set } = identity;
  const purposes =
    value.relation === "parent" ? [...askedConsents, "minor_guardian" as const] : askedConsents;
  const toggle = (purpose: string, isGiven: boolean) => {
    const others = value.consents.filter((given) => given !== purpose);
    set({ consents: isGiven ? [...others, purpose] : others });
  };
  return (
    <FieldGroup label={t("legend")} hint={t("version", { version: consentTextVersion })}>
      <div className="rounded-lg border border-line bg-surface px-4 py-2">
        {purposes.map((purpose) => (
          <Checkbox
            key={purpose}
            label={t(`${purpose}.label`)}
            description={t(`${purpose}.text`)}
            error={purpose === "transfer_health_data" && problem ? t("needed") : undefined}
            checked={value.consents.includes(purpose)}
            onChange={(event) => toggle(purpose, event.target.checked)}
          />
        ))}
      </div>
    </FieldGroup>
  );
}
