import { Download } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { CourseCard } from "@/components/indicator/course-card";
import { DefinitionList } from "@/components/indicator/definition-list";
import { EquitySection } from "@/components/indicator/equity-section";
import { FigureFilter } from "@/components/indicator/figure-filter";
import { overviewHref } from "@/components/indicator/figure-href";
import { FigureTiles } from "@/components/indicator/figure-tiles";
import { KeptNote } from "@/components/indicator/kept-note";
import { Alarms } from "@/components/oversight/alarms";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { localDay } from "@/server/core/local-time";
import type { FigureInput } from "@/server/core/oversight-input";
import { DeskPage } from "../../operator/desk-page";
import { type Asked, askedFigures } from "../asked-figures";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("oversight.overview");
  return { title: t("title") };
}

async function Exports({ filter }: { filter: FigureInput }) {
  const [t, locale] = [await getTranslations("indicator.export"), await getLocale()];
  const address = `${overviewHref(filter, "/api/indicators")}&locale=${locale}`;
  return (["xlsx", "csv"] as const).map((format) => (
    <Button key={format} asChild variant="secondary">
      <a href={`${address}&format=${format}`} download>
        <Download aria-hidden="true" />
        {t(format === "xlsx" ? "excel" : "csv")}
      </a>
    </Button>
  ));
}

/** How the region is served: every indicator with its definition, its course, who is served how well (M29, M34). */
export default async function OverviewPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const [t, call] = [await getTranslations("oversight.overview"), await api()];
  const { timeZone, districts } = await call.region.current();
  const today = localDay(new Date(), timeZone);
  const filter = askedFigures(await searchParams, today);
  const [overview, organizations] = await Promise.all([
    call.oversight.overview(filter),
    call.admin.organizations(),
  ]);
  const operators = organizations.filter(({ type }) => type === "operator");
  return (
    <DeskPage namespaces={["oversight", "indicator"]}>
      <PageHeader title={t("title")} lead={t("lead")} actions={<Exports filter={filter} />} />
      <Alarms />
      <FigureFilter
        key={overviewHref(filter)}
        filter={filter}
        today={today}
        operators={operators.map(({ id, nameZh, nameEn }) => ({ id, nameZh, nameEn }))}
        districts={districts}
      />
      <KeptNote kept={overview.kept} timeZone={timeZone} />
      <FigureTiles current={overview.current} before={overview.before} filter={filter} />
      <div className="mb-6">
        <CourseCard step={overview.step} steps={overview.steps} filter={filter} />
      </div>
      <EquitySection overview={overview} filter={filter} />
      <DefinitionList />
    </DeskPage>
  );
}
