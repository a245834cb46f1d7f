"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { PeriodFields } from "@/components/desk/period-fields";
import { useWord } from "@/components/record/names";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Toolbar } from "@/components/ui/toolbar";
import { useRouter } from "@/messages/navigation";
import { type AuditSearchInput, periodInput } from "@/server/core/oversight-input";
import { auditHref } from "./audit-href";
import { auditedNouns, auditedVerbs } from "./deeds";

/** The list, and before it what the address asks for beyond the list, such as the start of a verb. */
const withAsked = (list: readonly string[], asked: string | undefined): readonly string[] =>
  asked === undefined || list.includes(asked) ? list : [asked, ...list];

/** Days, deed and noun to look for; the address keeps them. */
export function AuditSearch({ search }: { search: AuditSearchInput }) {
  const t = useTranslations("audit");
  const tPeriod = useTranslations("oversight.period");
  const router = useRouter();
  const [draft, setDraft] = useState(search);
  const [isTried, setTried] = useState(false);
  const word = useWord("deed");
  const verbs = withAsked(auditedVerbs, draft.verb);
  const nouns = withAsked(auditedNouns, draft.noun);
  const change = (next: Partial<AuditSearchInput>) => setDraft({ ...draft, ...next });
  const isGood = periodInput.safeParse(draft).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isGood) router.push(auditHref({ ...draft, page: 1 }));
  };
  return (
    <form noValidate onSubmit={submit}>
      <Toolbar label={t("filter")}>
        <PeriodFields
          period={draft}
          onChange={change}
          labels={{ from: tPeriod("from"), until: tPeriod("until") }}
          error={isTried && !isGood ? tPeriod("order") : undefined}
        />
        <Field label={t("verb")} className="w-56">
          <Select
            options={verbs.map((verb) => ({ value: verb, label: word(`verbs.${verb}`, verb) }))}
            placeholder={t("all")}
            value={draft.verb ?? ""}
            onChange={(event) => change({ verb: event.target.value || undefined })}
          />
        </Field>
        <Field label={t("noun")} className="w-40">
          <Select
            options={nouns.map((noun) => ({ value: noun, label: word(`nouns.${noun}`, noun) }))}
            placeholder={t("all")}
            value={draft.noun ?? ""}
            onChange={(event) => change({ noun: event.target.value || undefined })}
          />
        </Field>
        <Button type="submit">{t("search")}</Button>
      </Toolbar>
    </form>
  );
}
