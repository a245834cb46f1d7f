"use client";

import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { Alert } from "@/components/ui/alert";
import { Money } from "@/components/ui/money";
import { holds, tryPrice } from "@/server/core/tariff/check";
import { workedExample } from "@/server/core/tariff/facts";
import { lineKey } from "@/server/core/tariff/line";
import { tariff } from "@/server/core/tariff/rules";
import { useFormWords } from "./words";

/** What the tariff as typed gives for one example, line by line, and whether that is what the example says. */
export function ExamplePrice({ path }: { path: string }) {
  const words = useFormWords();
  const t = useTranslations("price");
  const content: unknown = useWatch({ name: "content" });
  const typed: unknown = useWatch({ name: path });
  const example = workedExample.safeParse(typed);
  const facts = example.success
    ? example.data.facts
    : workedExample.shape.facts.safeParse(factsOf(typed)).data;
  const price = tariff.safeParse({ ...(content as object), examples: [] });
  if (!price.success || !facts) return <p className="text-ink-soft">{words.ui("pricedLater")}</p>;
  const priced = tryPrice(price.data, facts);
  if (!priced) return <Alert tone="danger">{words.ui("pricedMissing")}</Alert>;
  const isSame = example.success && holds(example.data, priced);
  return (
    <Alert tone={isSame ? "ok" : "warn"} title={words.ui(isSame ? "pricedSame" : "pricedOther")}>
      <p>
        {words.ui("priced")} <Money fen={priced.totalFen} /> ·{" "}
        {words.ui("pricedDrivers", { count: priced.drivers })}
      </p>
      <ul className="mt-1 text-sm">
        {priced.lines.map((line) => (
          <li key={lineKey(line)}>
            {line.part === "return" ? `${t("parts.return")} · ` : ""}
            {t(`lines.${line.code}`)} <Money fen={line.fen} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}

const factsOf = (typed: unknown): unknown => (typed as { facts?: unknown } | undefined)?.facts;
