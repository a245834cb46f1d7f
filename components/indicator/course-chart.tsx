"use client";

import { useLocale, useTranslations } from "next-intl";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { definitions } from "@/server/core/indicator/definition";
import { figureText } from "@/server/core/indicator/figure-text";
import type { CourseStep } from "./step-figure";

const axis = { fontSize: 13, fill: "var(--color-ink-soft)" };
const still = { isAnimationActive: false } as const;

/** Trips as bars, punctuality as a line with its target above them. Hidden from screen readers: the table says the same. */
export function CourseChart({ steps }: { steps: CourseStep[] }) {
  const t = useTranslations("indicator.course");
  const locale = useLocale();
  const { target } = definitions.onTime;
  const percent = (value: number) => figureText("onTime", value, locale);
  const rows = steps.map(({ from, trips, late, declined, onTime }) => ({
    day: from.slice(5),
    kept: Math.max(0, trips - late),
    late,
    declined,
    onTime,
  }));
  return (
    <div aria-hidden="true" className="h-80">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={rows} margin={{ left: -12, right: -4, top: 8 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <XAxis dataKey="day" tick={axis} tickLine={false} minTickGap={16} />
          <YAxis yAxisId="count" allowDecimals={false} tick={axis} tickLine={false} axisLine={false} />
          <YAxis
            yAxisId="share"
            orientation="right"
            domain={[0, 1]}
            tickFormatter={percent}
            tick={axis}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip
            cursor={{ fill: "var(--color-sunken)" }}
            formatter={(value, name) => (name === t("onTime") ? percent(Number(value)) : value)}
          />
          <Legend formatter={(name) => <span className="text-ink">{name}</span>} />
          <Bar
            yAxisId="count"
            dataKey="kept"
            name={t("kept")}
            stackId="trips"
            fill="var(--color-mint)"
            {...still}
          />
          <Bar
            yAxisId="count"
            dataKey="late"
            name={t("late")}
            stackId="trips"
            fill="var(--color-late)"
            {...still}
          />
          <Bar
            yAxisId="count"
            dataKey="declined"
            name={t("declined")}
            fill="var(--color-control)"
            {...still}
          />
          <ReferenceLine yAxisId="share" y={target} stroke="var(--color-ink-soft)" strokeDasharray="4 4" />
          <Line
            yAxisId="share"
            dataKey="onTime"
            name={t("onTime")}
            stroke="var(--color-primary-strong)"
            strokeWidth={2}
            dot={false}
            connectNulls
            {...still}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
