import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DaySwitch } from "@/components/plan/day-switch";
import { TripsBoard } from "@/components/trip-desk/trips-board";
import { formatInstant } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { atLocalTime } from "@/server/core/local-time";
import { dayOf } from "../asked-day";
import { DeskPage } from "../desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trip-desk");
  return { title: t("title") };
}

export default async function TripsPage({
  searchParams,
}: {
  searchParams: Promise<{ day?: string | string[]; view?: string | string[] }>;
}) {
  const [t, locale, caller] = [await getTranslations("trip-desk"), await getLocale(), await api()];
  const { timeZone } = await caller.region.current();
  const { day: asked, view } = await searchParams;
  const { day, today } = dayOf(asked, timeZone);
  const trips = await caller.trip.list({ day });
  const lead = formatInstant(atLocalTime(day, "12:00", timeZone), "longDate", timeZone, locale);
  return (
    <DeskPage namespaces={["trip-desk", "plan", "case", "complaint", "marking", "disinfection"]}>
      <PageHeader
        title={t("title")}
        lead={lead}
        actions={<DaySwitch href="/operator/trips" day={day} today={today} />}
      />
      <TripsBoard
        key={day}
        day={day}
        initial={trips}
        view={view === "complaints" || view === "adverse" ? view : "trips"}
      />
    </DeskPage>
  );
}
