import { Download } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LineDisputes } from "@/components/settlement/line-disputes";
import { OwnPayouts } from "@/components/settlement/own-payouts";
import { OwnPayoutAccount } from "@/components/settlement/payout-account";
import { StatementList } from "@/components/statement/statement-list";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { addDays, localDay } from "@/server/core/local-time";
import { DeskPage } from "../desk-page";
import { MonthPart, Months, monthsBefore } from "./month-part";
import type { Search } from "./statement-page";

const views = ["days", "disputes", "account", "bills"] as const;
type View = (typeof views)[number];

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settlement");
  return { title: t("title") };
}

/** The last day of a month: never more than 31 days after its first. */
const lastDayOf = (month: string) => addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1);

async function Bills({ month }: { month: string }) {
  const t = await getTranslations("statement");
  const locale = await getLocale();
  const rows = await (await api()).billing.list({ from: `${month}-01`, until: lastDayOf(month) });
  return (
    <div className="grid justify-items-start gap-4">
      <Button asChild variant="secondary" size="sm">
        <a href={`/api/statements?month=${month}&locale=${locale}`} download>
          <Download aria-hidden="true" className="size-4" />
          {t("download", { month })}
        </a>
      </Button>
      <div className="w-full">
        <StatementList rows={rows} />
      </div>
    </div>
  );
}

async function Money() {
  const caller = await api();
  const [own, accounts] = [await caller.settlement.own(), await caller.settlement.accounts()];
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      {own ? <OwnPayouts own={own} /> : null}
      <OwnPayoutAccount initial={accounts} />
    </div>
  );
}

/** What the platform settles with this operator: statements by day and month, disputes, payouts, bills. */
export default async function StatementsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [t, caller] = [await getTranslations("settlement"), await api()];
  const { timeZone } = await caller.region.current();
  const asked = await searchParams;
  const months = monthsBefore(localDay(new Date(), timeZone));
  const month = months.find((it) => it === asked.month) ?? months[0] ?? "";
  const view: View = views.find((it) => it === asked.show) ?? "days";
  const home = "/operator/statements";
  return (
    <DeskPage namespaces={["settlement", "statement", "ledger"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <nav aria-label={t("views.label")} className="mb-4 flex flex-wrap gap-3">
        {views.map((each) => (
          <LinkButton
            key={each}
            href={`${home}?show=${each}&month=${month}`}
            variant={each === view ? "primary" : "secondary"}
            aria-current={each === view ? "page" : undefined}
          >
            {t(`views.${each}`)}
          </LinkButton>
        ))}
      </nav>
      {view === "days" || view === "bills" ? (
        <Months months={months} month={month} href={`${home}?show=${view}&`} />
      ) : null}
      {view === "days" ? (
        <MonthPart month={month} rows={await caller.settlement.statements({ month })} href={home} />
      ) : null}
      {view === "disputes" ? (
        <LineDisputes initial={await caller.settlement.disputes({})} mayAnswer={false} />
      ) : null}
      {view === "account" ? <Money /> : null}
      {view === "bills" ? <Bills month={month} /> : null}
    </DeskPage>
  );
}
