"use client";

import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import type { RegionOverview } from "@/components/api/outputs";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { type Column, Table } from "@/components/ui/table";
import { Link } from "@/messages/navigation";
import { figureText } from "@/server/core/indicator/figure-text";
import type { FigureInput } from "@/server/core/oversight-input";
import { behindHref } from "./figure-href";
import type { CourseStep } from "./step-figure";

const CourseChart = dynamic(() => import("./course-chart").then((module) => module.CourseChart), {
  ssr: false,
  loading: () => <Skeleton className="h-80" />,
});

interface CourseCardProps {
  step: RegionOverview["step"];
  steps: CourseStep[];
  filter: FigureInput;
}

function useColumns({ step, filter }: CourseCardProps): Column<CourseStep>[] {
  const t = useTranslations("indicator.course");
  const locale = useLocale();
  const count = (key: "trips" | "late" | "declined", indicator: "trips" | "onTime" | "declined") => ({
    key,
    header: t(key),
    align: "end" as const,
    isTight: true,
    cell: ({ from, until, [key]: value }: CourseStep) =>
      value === 0 ? (
        0
      ) : (
        <Link
          href={behindHref({ ...filter, from, until }, indicator)}
          className="inline-flex min-h-6 items-center text-primary underline underline-offset-4"
        >
          {value}
        </Link>
      ),
  });
  return [
    {
      key: "from",
      header: t(step),
      isRowHeader: true,
      isTight: true,
      cell: ({ from, until }) => (from === until ? from : `${from} – ${until}`),
    },
    count("trips", "trips"),
    count("late", "onTime"),
    count("declined", "declined"),
    {
      key: "onTime",
      header: t("onTime"),
      align: "end",
      isTight: true,
      cell: ({ onTime }) => figureText("onTime", onTime, locale),
    },
  ];
}

/** The period's course as a chart, and the same figures as a table, each with what is behind it. */
export function CourseCard(props: CourseCardProps) {
  const t = useTranslations("indicator.course");
  const columns = useColumns(props);
  return (
    <Card title={t("title")}>
      <CourseChart steps={props.steps} />
      <details className="mt-4">
        <summary className="min-h-9 py-1 text-primary">{t("table")}</summary>
        <Table
          caption={t("label")}
          columns={columns}
          rows={props.steps.toReversed()}
          rowKey={({ from }) => from}
        />
      </details>
    </Card>
  );
}
