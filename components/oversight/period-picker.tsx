"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Toolbar } from "@/components/ui/toolbar";
import { useRouter } from "@/messages/navigation";
import { addDays } from "@/server/core/local-time";
import { periodInput } from "@/server/core/oversight-input";

export interface Period {
  from: string;
  until: string;
}

const lengths = [7, 30] as const;

/** The days that are counted: two usual lengths, or any from and until; the address keeps them. */
export function PeriodPicker({ href, period, today }: { href: string; period: Period; today: string }) {
  const t = useTranslations("oversight.period");
  const router = useRouter();
  const [from, setFrom] = useState(period.from);
  const [until, setUntil] = useState(period.until);
  const [isTried, setTried] = useState(false);
  const isGood = periodInput.safeParse({ from, until }).success;
  // The address may ask for something of its own already.
  const addressOf = (start: string, end: string) =>
    `${href}${href.includes("?") ? "&" : "?"}from=${start}&until=${end}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isGood) router.push(addressOf(from, until));
  };
  return (
    <Toolbar label={t("label")}>
      {lengths.map((days) => {
        const start = addDays(today, 1 - days);
        const isChosen = period.from === start && period.until === today;
        return (
          <LinkButton
            key={days}
            href={addressOf(start, today)}
            variant={isChosen ? "primary" : "secondary"}
            aria-current={isChosen ? "true" : undefined}
          >
            {t(`${days}`)}
          </LinkButton>
        );
      })}
      <form noValidate onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <Field label={t("from")} className="w-40">
          <Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field label={t("until")} className="w-40" error={isTried && !isGood ? t("order") : undefined}>
          <Input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        </Field>
        <Button type="submit" variant="secondary">
          {t("show")}
        </Button>
      </form>
    </Toolbar>
  );
}
