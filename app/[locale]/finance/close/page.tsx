import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CloseDesk } from "@/components/settlement/close-desk";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { addDays, localDay } from "@/server/core/local-time";
import { closeDayGet } from "@/server/core/settlement/input";
import { DeskPage } from "../../operator/desk-page";
import { forOffice } from "../for-office";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settlement.close");
  return { title: t("title") };
}

interface Props {
  searchParams: Promise<{ day?: string | string[] }>;
}

/** The close of a day: the ledger against everything outside it, and what is open. */
export default async function ClosePage({ searchParams }: Props) {
  const [t, caller] = [await getTranslations("settlement.close"), await api()];
  const { timeZone } = await caller.region.current();
  const read = closeDayGet.safeParse({ day: (await searchParams).day });
  const day = read.success ? read.data.day : addDays(localDay(new Date(), timeZone), -1);
  const view = await forOffice(() => caller.close.get({ day }));
  return (
    <DeskPage namespaces={["settlement"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <nav aria-label={t("days")} className="mb-4 flex flex-wrap gap-2">
        {view.days.map((each) => (
          <LinkButton
            key={each.day}
            size="sm"
            href={`/finance/close?day=${each.day}`}
            variant={each.day === day ? "primary" : "secondary"}
            aria-current={each.day === day ? "page" : undefined}
          >
            {each.openCount === null ? each.day.slice(5) : t("closedDay", { day: each.day.slice(5) })}
          </LinkButton>
        ))}
      </nav>
      <h2 className="mb-3 text-xl">{t("day", { day })}</h2>
      <CloseDesk key={day} initial={view} />
    </DeskPage>
  );
}
