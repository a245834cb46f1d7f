import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Alarms } from "@/components/oversight/alarms";
import { DailyCard } from "@/components/oversight/daily-card";
import { IndicatorTiles } from "@/components/oversight/indicator-tiles";
import { PeriodPicker } from "@/components/oversight/period-picker";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { localDay } from "@/server/core/local-time";
import { DeskPage } from "../../operator/desk-page";
import { askedPeriod } from "../asked-period";

interface Props {
  searchParams: Promise<{ from?: string | string[]; until?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("oversight.overview");
  return { title: t("title") };
}

export default async function OverviewPage({ searchParams }: Props) {
  const t = await getTranslations("oversight.overview");
  const call = await api();
  const { timeZone } = await call.region.current();
  const today = localDay(new Date(), timeZone);
  const period = askedPeriod(await searchParams, today);
  const [indicators, daily] = await Promise.all([
    call.oversight.indicators(period),
    call.oversight.daily(period),
  ]);
  return (
    <DeskPage namespaces={["oversight"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Alarms />
      <PeriodPicker href="/regulator/overview" period={period} today={today} />
      <IndicatorTiles initial={indicators} period={period} />
      <DailyCard days={daily} />
    </DeskPage>
  );
}
