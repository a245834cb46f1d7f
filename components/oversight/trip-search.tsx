"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { PeriodFields } from "@/components/desk/period-fields";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Toolbar } from "@/components/ui/toolbar";
import { useRouter } from "@/messages/navigation";
import { periodInput, type TripSearchInput, tripSearchInput } from "@/server/core/oversight-input";
import { searchHref } from "./search-href";

interface TripSearchProps {
  search: TripSearchInput;
  operators: { id: string; nameZh: string; nameEn: string }[];
}

const which = tripSearchInput.shape.indicator.unwrap().options;

/** What to look for; the address keeps it, so that a search can be sent on. */
export function TripSearch({ search, operators }: TripSearchProps) {
  const t = useTranslations("oversight.trips");
  const tPeriod = useTranslations("oversight.period");
  const isEnglish = useLocale() === "en";
  const router = useRouter();
  const [draft, setDraft] = useState(search);
  const [isTried, setTried] = useState(false);
  const change = (next: Partial<TripSearchInput>) => setDraft({ ...draft, ...next });
  const isGood = periodInput.safeParse(draft).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isGood) router.push(searchHref({ ...draft, page: 1 }));
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
        <Field label={t("which")} className="w-40">
          <Select
            value={draft.indicator}
            options={which.map((value) => ({ value, label: t(`indicators.${value}`) }))}
            onChange={(event) =>
              change({ indicator: which.find((value) => value === event.target.value) ?? "all" })
            }
          />
        </Field>
        <Field label={t("operator")} className="w-64">
          <Select
            value={draft.operatorId ?? ""}
            placeholder={t("anyOperator")}
            options={operators.map((it) => ({ value: it.id, label: isEnglish ? it.nameEn : it.nameZh }))}
            onChange={(event) => change({ operatorId: event.target.value || undefined })}
          />
        </Field>
        <Field label={t("number")} className="w-40">
          <Input
            value={draft.number ?? ""}
            maxLength={20}
            onChange={(event) => change({ number: event.target.value || undefined })}
          />
        </Field>
        <Button type="submit">{t("search")}</Button>
      </Toolbar>
    </form>
  );
}
