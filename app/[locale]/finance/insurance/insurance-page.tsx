import { getTranslations } from "next-intl/server";
import { ContractDesk } from "@/components/insurance/contract-desk";
import { DayDesk } from "@/components/insurance/day-desk";
import { MessageLog } from "@/components/insurance/message-log";
import { SettlementDesk } from "@/components/insurance/settlement-desk";
import { PeriodPicker } from "@/components/oversight/period-picker";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { localDay } from "@/server/core/local-time";
import { DeskPage } from "../../operator/desk-page";
import { askedPeriod } from "../../regulator/asked-period";

const views = ["settlements", "messages", "days", "contracts"] as const;

interface InsurancePageProps {
  asked: Record<string, string | string[] | undefined>;
  href: "/finance/insurance" | "/regulator/insurance";
  mayAct: boolean;
}

/** Settlements, messages, daily comparisons and designations: finance acts on them, the regulator reads. */
export async function InsurancePage({ asked, href, mayAct }: InsurancePageProps) {
  const t = await getTranslations("insurance.desk");
  const call = await api();
  const { timeZone } = await call.region.current();
  const today = localDay(new Date(), timeZone);
  const period = askedPeriod(asked, today);
  const shown = views.find((view) => view === asked.show) ?? "settlements";
  const address = shown === "settlements" ? href : `${href}?show=${shown}`;
  const key = `${shown}-${period.from}-${period.until}`;
  return (
    <DeskPage namespaces={["insurance", "oversight"]}>
      <PageHeader title={t("title")} lead={t(mayAct ? "lead" : "leadRead")} />
      <nav aria-label={t("title")} className="mb-4 flex flex-wrap gap-3">
        {views.map((view) => (
          <LinkButton
            key={view}
            href={view === "settlements" ? href : `${href}?show=${view}`}
            variant={view === shown ? "primary" : "secondary"}
            aria-current={view === shown ? "page" : undefined}
          >
            {t(`views.${view}`)}
          </LinkButton>
        ))}
      </nav>
      {shown === "contracts" ? null : <PeriodPicker href={address} period={period} today={today} />}
      {shown === "settlements" ? (
        <SettlementDesk
          key={key}
          initial={await call.insurance.list(period)}
          period={period}
          mayAct={mayAct}
        />
      ) : null}
      {shown === "messages" ? <MessageLog key={key} rows={await call.insurance.messages(period)} /> : null}
      {shown === "days" ? (
        <DayDesk
          key={key}
          initial={await call.insurance.days(period)}
          contracts={await call.insurance.contracts()}
          period={period}
          today={today}
          mayAct={mayAct}
        />
      ) : null}
      {shown === "contracts" ? <ContractDesk initial={await call.insurance.contracts()} /> : null}
    </DeskPage>
  );
}
