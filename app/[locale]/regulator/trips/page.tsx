import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { searchHref } from "@/components/oversight/search-href";
import { TripResults } from "@/components/oversight/trip-results";
import { TripSearch } from "@/components/oversight/trip-search";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { addDays, localDay } from "@/server/core/local-time";
import { tripSearchInput } from "@/server/core/oversight-input";
import { DeskPage } from "../../operator/desk-page";
import { askedPeriod } from "../asked-period";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("oversight.trips");
  return { title: t("title") };
}

/** What the address asks for; what it does not say or says wrongly is left out. */
function searchOf(asked: Awaited<Props["searchParams"]>, today: string) {
  const period =
    asked.from || asked.until
      ? askedPeriod(asked, today)
      : { from: addDays(today, -29), until: addDays(today, 7) };
  const read = tripSearchInput.safeParse({
    ...period,
    indicator: asked.indicator || undefined,
    operatorId: asked.operatorId || undefined,
    number: asked.number || undefined,
    page: Number(asked.page ?? 1),
  });
  return read.success ? read.data : tripSearchInput.parse(period);
}

export default async function TripsPage({ searchParams }: Props) {
  const t = await getTranslations("oversight.trips");
  const call = await api();
  const { timeZone } = await call.region.current();
  const search = searchOf(await searchParams, localDay(new Date(), timeZone));
  const [found, organizations] = await Promise.all([
    call.oversight.trips(search),
    call.admin.organizations(),
  ]);
  const operators = organizations.filter(({ type }) => type === "operator");
  return (
    <DeskPage namespaces={["oversight", "record", "trip"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <TripSearch
        search={search}
        operators={operators.map(({ id, nameZh, nameEn }) => ({ id, nameZh, nameEn }))}
      />
      <TripResults
        found={found}
        page={search.page}
        href={`${searchHref({ ...search, page: 1 })}&page=PAGE`}
      />
    </DeskPage>
  );
}
