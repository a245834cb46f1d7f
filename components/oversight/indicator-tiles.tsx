"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import type { OversightIndicator } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Stat } from "@/components/ui/stat";
import type { IndicatorName } from "@/server/core/oversight-input";
import type { Period } from "./period-picker";

interface Figures {
  current: OversightIndicator[];
  before: OversightIndicator[];
}

const shares: readonly IndicatorName[] = ["on_time", "empty_share", "price_to_quote"];

/** Which trips lie behind a figure. */
const behind: Record<IndicatorName, string> = {
  requests: "all",
  trips: "all",
  declined: "declined",
  cancelled: "cancelled",
  on_time: "late",
  response_minutes: "all",
  empty_share: "all",
  complaints: "complaints",
  price_to_quote: "all",
  to_120: "to_120",
};

function useFormat() {
  const locale = useLocale();
  return ({ name, value }: OversightIndicator): string => {
    if (value === null) return "—";
    if (shares.includes(name))
      return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(value);
    return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  };
}

/** The region's figures with their definitions, beside the period before; each opens into its trips. */
export function IndicatorTiles({ initial, period }: { initial: Figures; period: Period }) {
  const t = useTranslations("oversight");
  const trpc = useTRPC();
  const format = useFormat();
  const unitOf = ({ name, value }: OversightIndicator) =>
    name === "response_minutes" && value !== null ? ` ${t("units.minutes")}` : "";
  const { data } = useQuery({
    ...trpc.oversight.indicators.queryOptions(period),
    initialData: initial,
    staleTime: "static",
  });
  return (
    <div className="mb-6 grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-3 xl:grid-cols-5">
      {data.current.map((figure) => {
        const before = data.before.find(({ name }) => name === figure.name);
        return (
          <Stat
            key={figure.name}
            label={t(`indicators.${figure.name}`)}
            value={format(figure)}
            unit={unitOf(figure).trim() || undefined}
            definition={t(`definitions.${figure.name}`)}
            note={
              figure.value === null
                ? t("overview.noData")
                : t("overview.before", { value: before ? `${format(before)}${unitOf(before)}` : "—" })
            }
            href={`/regulator/trips?from=${period.from}&until=${period.until}&indicator=${behind[figure.name]}`}
          />
        );
      })}
    </div>
  );
}
