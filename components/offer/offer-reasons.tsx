"use client";

import { Scale } from "lucide-react";
import { useTranslations } from "next-intl";
import { Money } from "@/components/ui/money";
import type { OfferSnapshot } from "@/server/core/offer-snapshot";

const known = new Set(["backs_slot", "next_in_turn", "fit", "within_limit", "share"]);
const perMillion = 1_000_000;

/** Reasons carry metres, fen and shares per million; people read kilometres, yuan and percent. */
function shown(data: Record<string, string | number>): Record<string, string | number> {
  const entries = Object.entries(data).map(([name, value]): [string, string | number] => {
    if (typeof value !== "number") return [name, value];
    if (name.endsWith("Metres")) return [name, (value / 1000).toFixed(1)];
    if (name.endsWith("Fen")) return [name, (value / 100).toFixed(2)];
    if (name.endsWith("Ppm")) return [name, ((value / perMillion) * 100).toFixed(1)];
    return [name, value];
  });
  return Object.fromEntries(entries);
}

/** An operator with more than its share reads how much it is ahead. */
const wordsFor = (key: string, data: Record<string, string | number>) =>
  key === "share" && Number(data.shortfallPpm) < 0 ? "share_ahead" : key;

/** Why this operator is asked, by the published rule, and how the price came about. */
export function OfferReasons({ snapshot }: { snapshot: OfferSnapshot }) {
  const t = useTranslations("offer");
  const reasons = snapshot.reasons.filter(({ key }) => known.has(key));
  return (
    <div className="grid content-start gap-5">
      <section>
        <h3 className="mb-1.5 flex items-center gap-2">
          <Scale aria-hidden="true" className="size-4.5 text-primary" />
          {t("why")}
        </h3>
        <ul className="grid list-disc gap-1 ps-5 text-sm marker:text-primary">
          {reasons.map(({ key, data }) => (
            <li key={key}>{t(`reasons.${wordsFor(key, data)}`, shown(data))}</li>
          ))}
        </ul>
      </section>
      <PriceOfOffer snapshot={snapshot} />
    </div>
  );
}

function PriceOfOffer({ snapshot: { lines = [], totalFen } }: { snapshot: OfferSnapshot }) {
  const t = useTranslations("offer");
  const price = useTranslations("price");
  const fleet = useTranslations("fleet");
  if (lines.length === 0) return null;
  return (
    <table className="w-full text-sm">
      <caption className="mb-1 text-start font-semibold text-base">{t("price")}</caption>
      <tbody className="divide-y divide-line">
        {lines.map((line) => (
          <tr key={`${line.part}/${line.code}/${line.item ?? ""}/${line.rule}`}>
            <th scope="row" className="py-1 text-start font-normal">
              {line.part === "return" ? `${price("parts.return")} · ` : ""}
              {price(`lines.${line.code}`)}
              {line.item ? ` · ${fleet(`equipment.${line.item}`)}` : ""}
            </th>
            <td className="py-1 text-end tabular-nums">
              <Money fen={line.fen} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-control border-t font-semibold">
          <th scope="row" className="py-1 text-start">
            {t("total")}
          </th>
          <td className="py-1 text-end tabular-nums">
            <Money fen={totalFen} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
