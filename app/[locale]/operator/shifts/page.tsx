import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { mondayOf } from "@/components/shift/local-time";
import { WeekBoard } from "@/components/shift/week-board";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { dayOf } from "../asked-day";
import { DeskPage } from "../desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shift");
  return { title: t("title") };
}

export default async function ShiftsPage({
  searchParams,
}: {
  searchParams: Promise<{ week?: string | string[] }>;
}) {
  const [t, caller] = [await getTranslations("shift"), await api()];
  const { timeZone } = await caller.region.current();
  const { day, today } = dayOf((await searchParams).week, timeZone);
  const monday = mondayOf(day);
  const [shifts, vehicles, crew] = await Promise.all([
    caller.shift.list({ from: monday, days: 7 }),
    caller.fleet.vehicles(),
    caller.fleet.crew(),
  ]);
  return (
    <DeskPage namespaces={["shift", "fleet", "paper", "plan"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <WeekBoard key={monday} monday={monday} today={today} shifts={shifts} vehicles={vehicles} crew={crew} />
    </DeskPage>
  );
}
