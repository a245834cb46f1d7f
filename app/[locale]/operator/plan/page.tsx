import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DaySwitch } from "@/components/plan/day-switch";
import { PlanBoard } from "@/components/plan/plan-board";
import { formatInstant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { dayOf } from "../asked-day";
import { DeskPage } from "../desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("plan");
  return { title: t("title") };
}

export default async function PlanPage({
  searchParams,
}: {
  searchParams: Promise<{ day?: string | string[] }>;
}) {
  const [t, locale, caller] = [await getTranslations("plan"), await getLocale(), await api()];
  const { timeZone } = await caller.region.current();
  const { day, today } = dayOf((await searchParams).day, timeZone);
  const plan = await caller.plan.day({ day });
  const lead = formatInstant(plan.from, "longDate", timeZone, locale);
  return (
    <DeskPage namespaces={["plan", "fleet"]}>
      <PageHeader
        title={t("title")}
        lead={lead}
        actions={
          <>
            <LinkButton href="/operator/plan/repair" variant="danger">
              {t("toRepair")}
            </LinkButton>
            <DaySwitch href="/operator/plan" day={day} today={today} isPrintable />
          </>
        }
      />
      <PlanBoard key={day} initial={plan} />
    </DeskPage>
  );
}
