import { Download } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { EventList } from "@/components/indicator/event-list";
import { behindPageHref, overviewHref } from "@/components/indicator/figure-href";
import { TripResults } from "@/components/oversight/trip-results";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Toolbar } from "@/components/ui/toolbar";
import { api } from "@/server/caller";
import { behindSides, eventIndicators, exportedAtMost, hasMissed } from "@/server/core/indicator/behind";
import { type IndicatorName, indicatorNames } from "@/server/core/indicator/definition";
import { localDay } from "@/server/core/local-time";
import { type BehindInput, behindInput, type FigureInput } from "@/server/core/oversight-input";
import { DeskPage } from "../../operator/desk-page";
import { type Asked, askedFigures } from "../asked-figures";

interface Props {
  searchParams: Promise<Asked>;
}

const nameOf = (asked: Asked): IndicatorName =>
  indicatorNames.find((name) => name === asked.indicator) ?? "requests";

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations("indicator");
  return { title: t("behind.title", { name: t(`names.${nameOf(await searchParams)}`) }) };
}

/** The whole question an address asks; side, group or page that make no sense are left out. */
function behindOfAddress(filter: FigureInput, asked: Asked): BehindInput {
  const base = { ...filter, indicator: asked.indicator };
  const whole = {
    side: asked.side || undefined,
    age: asked.age || undefined,
    payer: asked.payer || undefined,
  };
  const read = behindInput.safeParse({ ...base, ...whole, page: Number(asked.page ?? 1) });
  return read.success ? read.data : behindInput.parse({ ...filter, indicator: nameOf(asked) });
}

async function Sides({ input }: { input: BehindInput }) {
  const t = await getTranslations("indicator.behind");
  if (!hasMissed(input.indicator)) return null;
  const missed = input.indicator === "price" ? "missedPrice" : "missed";
  return (
    <Toolbar label={t("side")}>
      {behindSides.toReversed().map((side) => (
        <LinkButton
          key={side}
          href={behindPageHref({ ...input, side, page: 1 })}
          variant={side === input.side ? "primary" : "secondary"}
          aria-current={side === input.side ? "true" : undefined}
        >
          {t(side === "missed" ? missed : side)}
        </LinkButton>
      ))}
    </Toolbar>
  );
}

async function Bookings({ input }: { input: BehindInput }) {
  const [t, locale, call] = [await getTranslations("indicator.export"), await getLocale(), await api()];
  const found = await call.oversight.behind(input);
  const sheet = behindPageHref({ ...input, page: 1 }, "/api/indicators/behind");
  return (
    <>
      <Sides input={input} />
      <div className="no-print mb-4 flex flex-wrap gap-3">
        {(["xlsx", "csv"] as const).map((format) => (
          <Button key={format} asChild variant="secondary" size="sm">
            <a href={`${sheet}&locale=${locale}&format=${format}`} download>
              <Download aria-hidden="true" />
              {t(format === "xlsx" ? "excel" : "csv")}
            </a>
          </Button>
        ))}
      </div>
      {found.total > exportedAtMost ? (
        <p className="no-print mb-4 text-ink-soft">{t("cut", { count: exportedAtMost })}</p>
      ) : null}
      <TripResults
        found={found}
        page={input.page}
        href={`${behindPageHref({ ...input, page: 1 })}&page=PAGE`}
      />
    </>
  );
}

async function Events({ filter, kind }: { filter: FigureInput; kind: "lapse" | "complaint" }) {
  const { from, until, operatorId } = filter;
  const rows = await (await api()).oversight.events({ from, until, operatorId, kind });
  return <EventList kind={kind} rows={rows} />;
}

/** What is behind one figure: the very bookings that it counts. */
export default async function FiguresPage({ searchParams }: Props) {
  const [t, call, asked] = [await getTranslations("indicator"), await api(), await searchParams];
  const { timeZone, districts } = await call.region.current();
  const locale = await getLocale();
  const filter = askedFigures(asked, localDay(new Date(), timeZone));
  const name = nameOf(asked);
  const district = districts.find(({ code }) => code === filter.district);
  const kind = name === "lapses" || name === "looseComplaints" ? eventIndicators[name] : null;
  return (
    <DeskPage namespaces={["oversight", "indicator", "record", "trip"]}>
      <PageHeader
        back={{ href: overviewHref(filter), label: t("behind.back") }}
        title={t("behind.title", { name: t(`names.${name}`) })}
        lead={t(`definitions.${name}`)}
        meta={
          <span className="text-ink-soft">
            {t("behind.range", { from: filter.from, until: filter.until })}
            {district ? ` · ${locale === "en" ? district.nameEn : district.nameZh}` : null}
          </span>
        }
      />
      {kind ? <Events filter={filter} kind={kind} /> : <Bookings input={behindOfAddress(filter, asked)} />}
    </DeskPage>
  );
}
