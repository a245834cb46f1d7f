"use client";

import { useTranslations } from "next-intl";
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { DayFigure } from "./day-figure";

const axis = { fontSize: 13, fill: "var(--color-ink-soft)" };

/** Punctual and late trips on one bar, declined demand beside it. Hidden from screen readers: the table says the same. */
export function DailyChart({ days }: { days: DayFigure[] }) {
  const t = useTranslations("oversight.chart");
  const rows = days.map(({ day, trips, late, declined }) => ({
    day: day.slice(5),
    trips: trips - late,
    late,
    declined,
  }));
  return (
    <div aria-hidden="true" className="h-72">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={rows} margin={{ left: -16, right: 8, top: 8 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <XAxis dataKey="day" tick={axis} tickLine={false} minTickGap={16} />
          <YAxis allowDecimals={false} tick={axis} tickLine={false} axisLine={false} />
          <Tooltip cursor={{ fill: "var(--color-sunken)" }} />
          <Legend />
          <Bar
            dataKey="trips"
            name={t("trips")}
            stackId="trips"
            fill="var(--color-primary)"
            isAnimationActive={false}
          />
          <Bar
            dataKey="late"
            name={t("late")}
            stackId="trips"
            fill="var(--color-late)"
            isAnimationActive={false}
          />
          <Bar
            dataKey="declined"
            name={t("declined")}
            fill="var(--color-control)"
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
