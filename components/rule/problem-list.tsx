"use client";

import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { formatMoney } from "@/components/ui/money";
import type { RuleProblem } from "@/server/core/rule-check";
import { useFormWords } from "./form/words";
import { useTripWords } from "./trip-words";
import { usePathWords } from "./use-path-words";

interface ProblemListProps {
  kind: string;
  problems: readonly RuleProblem[];
  content: unknown;
}

const shown = 12;

/** What keeps a draft from being published, each with its place; nothing wrong is said as well. */
export function ProblemList({ kind, problems, content }: ProblemListProps) {
  const t = useTranslations("rule.problems");
  const tTariff = useTranslations("rule.tariff");
  const locale = useLocale();
  const words = useFormWords();
  const place = usePathWords(content);
  const trip = useTripWords(content);
  if (problems.length === 0) return <Alert tone="ok">{t("none")}</Alert>;
  const inWords = ({ code, data }: RuleProblem) =>
    t(`codes.${code}`, {
      other: place(["rules", String(data.other ?? "")], true),
      blank: `{${data.blank ?? ""}}`,
      vehicleClass: data.vehicleClass ? words.option(String(data.vehicleClass)) : "",
      at: Number(data.atMetres ?? 0) / 1000,
      before: formatMoney(Number(data.beforeFen ?? 0), locale),
      after: formatMoney(Number(data.afterFen ?? 0), locale),
      expected: formatMoney(Number(data.expectedFen ?? 0), locale),
      expectedDrivers: data.expectedDrivers ?? 0,
      priced: data.pricedFen == null ? tTariff("noPrice") : formatMoney(Number(data.pricedFen), locale),
      pricedDrivers: data.pricedDrivers ?? 0,
      beforeTrip: trip(data.beforeFacts),
      afterTrip: trip(data.afterFacts),
    });
  return (
    <Alert tone="danger" title={t("title", { count: problems.length })}>
      <ul className="grid list-disc gap-1 ps-5">
        {problems.slice(0, shown).map((it) => (
          <li key={`${it.code}-${it.path.join(".")}-${JSON.stringify(it.data)}`}>
            {it.path.length > 0 && it.code !== "class_without_staffing" ? (
              <span className="font-medium">{place(it.path)}: </span>
            ) : null}
            {inWords(it)}
          </li>
        ))}
      </ul>
      {problems.length > shown ? (
        <p className="mt-1">{t("more", { count: problems.length - shown })}</p>
      ) : null}
      {kind === "tariff" && problems.every(({ waivable }) => waivable) ? (
        <p className="mt-2">{t("waivable")}</p>
      ) : null}
    </Alert>
  );
}
