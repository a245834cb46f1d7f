"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { Toolbar } from "@/components/ui/toolbar";
import { useRouter } from "@/messages/navigation";
import { addDays } from "@/server/core/local-time";
import { type FigureInput, figureInput } from "@/server/core/oversight-input";
import { overviewHref } from "./figure-href";

interface Named {
  nameZh: string;
  nameEn: string;
}
interface FigureFilterProps {
  filter: FigureInput;
  /** The region's calendar day now. */
  today: string;
  operators: (Named & { id: string })[];
  districts: (Named & { code: string })[];
}

const lengths = [7, 30, 90, 365];

function QuickPeriods({ filter, today }: Pick<FigureFilterProps, "filter" | "today">) {
  const t = useTranslations("indicator.filter");
  return lengths.map((days) => {
    const span = { from: addDays(today, 1 - days), until: today };
    const isChosen = filter.from === span.from && filter.until === today;
    return (
      <LinkButton
        key={days}
        href={overviewHref({ ...filter, ...span })}
        variant={isChosen ? "primary" : "secondary"}
        aria-current={isChosen ? "true" : undefined}
      >
        {t("quick", { days })}
      </LinkButton>
    );
  });
}

/** Period, operator and district; the address keeps them, so that a view can be sent on. */
export function FigureFilter({ filter, today, operators, districts }: FigureFilterProps) {
  const t = useTranslations("indicator.filter");
  const isEnglish = useLocale() === "en";
  const router = useRouter();
  const [draft, setDraft] = useState(filter);
  const [isTried, setTried] = useState(false);
  const change = (next: Partial<FigureInput>) => setDraft({ ...draft, ...next });
  const isGood = figureInput.safeParse(draft).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isGood) router.push(overviewHref(draft));
  };
  const label = ({ nameZh, nameEn }: Named) => (isEnglish ? nameEn : nameZh);
  return (
    <form noValidate onSubmit={submit}>
      <Toolbar label={t("label")} className="mb-2!">
        <QuickPeriods filter={filter} today={today} />
      </Toolbar>
      <Toolbar label={t("label")}>
        <Field label={t("from")} className="w-40">
          <Input type="date" value={draft.from} onChange={(event) => change({ from: event.target.value })} />
        </Field>
        <Field label={t("until")} className="w-40" error={isTried && !isGood ? t("order") : undefined}>
          <Input
            type="date"
            value={draft.until}
            onChange={(event) => change({ until: event.target.value })}
          />
        </Field>
        <Field label={t("operator")} className="w-64">
          <Select
            value={draft.operatorId ?? ""}
            placeholder={t("anyOperator")}
            options={operators.map((it) => ({ value: it.id, label: label(it) }))}
            onChange={(event) => change({ operatorId: event.target.value || undefined })}
          />
        </Field>
        <Field label={t("district")} className="w-44">
          <Select
            value={draft.district ?? ""}
            placeholder={t("anyDistrict")}
            options={districts.map((it) => ({ value: it.code, label: label(it) }))}
            onChange={(event) => change({ district: event.target.value || undefined })}
          />
        </Field>
        <Button type="submit">{t("show")}</Button>
      </Toolbar>
      {filter.operatorId ? <p className="mb-3 text-ink-soft text-sm">{t("operatorNote")}</p> : null}
      {filter.district ? <p className="mb-3 text-ink-soft text-sm">{t("districtNote")}</p> : null}
    </form>
  );
}
