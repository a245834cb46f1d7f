"use client";

import { ChevronLeft, ChevronRight, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { useRouter } from "@/messages/navigation";

const dayMs = 86_400_000;
const shifted = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

interface DaySwitchProps {
  /** Address of the page; the day goes into its query. */
  href: string;
  day: string;
  today: string;
  isPrintable?: boolean;
}

/** Go through the days: today, tomorrow, one back, one on, or any. */
export function DaySwitch({ href, day, today, isPrintable }: DaySwitchProps) {
  const t = useTranslations("plan.days");
  const router = useRouter();
  const to = (target: string) => (target === today ? href : `${href}?day=${target}`);
  const near = [
    { day: today, label: t("today") },
    { day: shifted(today, 1), label: t("tomorrow") },
  ];
  return (
    <>
      {near.map((it) => (
        <LinkButton
          key={it.day}
          href={to(it.day)}
          variant={it.day === day ? "primary" : "secondary"}
          aria-current={it.day === day ? "date" : undefined}
        >
          {it.label}
        </LinkButton>
      ))}
      <div className="flex items-center gap-2">
        <LinkButton href={to(shifted(day, -1))} variant="secondary" size="icon" aria-label={t("before")}>
          <ChevronLeft aria-hidden="true" />
        </LinkButton>
        <Field label={t("choose")} labelHidden className="w-44">
          <Input
            type="date"
            className="min-h-11!"
            value={day}
            onChange={(event) => {
              if (event.target.value) router.push(to(event.target.value));
            }}
          />
        </Field>
        <LinkButton href={to(shifted(day, 1))} variant="secondary" size="icon" aria-label={t("after")}>
          <ChevronRight aria-hidden="true" />
        </LinkButton>
      </div>
      {isPrintable ? (
        <Button variant="quiet" className="max-sm:hidden" onClick={() => window.print()}>
          <Printer aria-hidden="true" />
          {t("print")}
        </Button>
      ) : null}
    </>
  );
}
