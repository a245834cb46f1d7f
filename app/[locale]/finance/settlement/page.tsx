import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LineDisputes } from "@/components/settlement/line-disputes";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { localDay } from "@/server/core/local-time";
import { DeskPage } from "../../operator/desk-page";
import { MonthPart, Months, monthsBefore } from "../../operator/statements/month-part";
import type { Search } from "../../operator/statements/statement-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settlement");
  return { title: t("title") };
}

/** Statements and disputed lines: all operators' for the region's desk, an operator's own for its own. */
export default async function SettlementPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [t, caller] = [await getTranslations("settlement"), await api()];
  const { timeZone } = await caller.region.current();
  const asked = await searchParams;
  const months = monthsBefore(localDay(new Date(), timeZone));
  const month = months.find((it) => it === asked.month) ?? months[0] ?? "";
  const view = asked.show === "disputes" ? "disputes" : "days";
  const disputes = await caller.settlement.disputes({});
  const open = disputes.filter(({ status }) => status === "open").length;
  const isOffice = (await caller.settlement.own()) === null;
  const home = "/finance/settlement";
  return (
    <DeskPage namespaces={["settlement", "ledger"]}>
      <PageHeader title={t("title")} lead={t(isOffice ? "officeLead" : "lead")} />
      <nav aria-label={t("views.label")} className="mb-4 flex flex-wrap gap-3">
        <LinkButton
          href={`${home}?month=${month}`}
          variant={view === "days" ? "primary" : "secondary"}
          aria-current={view === "days" ? "page" : undefined}
        >
          {t("views.days")}
        </LinkButton>
        <LinkButton
          href={`${home}?show=disputes`}
          variant={view === "disputes" ? "primary" : open > 0 && isOffice ? "danger" : "secondary"}
          aria-current={view === "disputes" ? "page" : undefined}
        >
          {t("views.openDisputes", { count: open })}
        </LinkButton>
      </nav>
      {view === "disputes" ? (
        <LineDisputes initial={disputes} mayAnswer={isOffice} />
      ) : (
        <>
          <Months months={months} month={month} href={`${home}?`} />
          <MonthPart
            month={month}
            rows={await caller.settlement.statements({ month })}
            href={home}
            withOperator={isOffice}
          />
        </>
      )}
    </DeskPage>
  );
}
