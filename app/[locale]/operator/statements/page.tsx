import { Download } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { StatementList } from "@/components/statement/statement-list";
import { Button } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { api } from "@/server/caller";
import { addDays, localDay } from "@/server/core/local-time";
import { DeskPage } from "../desk-page";

const monthsShown = 6;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("statement");
  return { title: t("title") };
}

/** The present month and those before it, newest first: `2026-11`. */
function monthsBefore(today: string): string[] {
  const months = [today.slice(0, 7)];
  while (months.length < monthsShown) months.push(addDays(`${months.at(-1)}-01`, -1).slice(0, 7));
  return months;
}

/** The last day of a month: never more than 31 days after its first. */
const lastDayOf = (month: string) => addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1);

export default async function StatementsPage({
  searchParams,
}: {
  searchParams: Promise<{ month?: string | string[] }>;
}) {
  const [t, locale, caller] = [await getTranslations("statement"), await getLocale(), await api()];
  const { timeZone } = await caller.region.current();
  const months = monthsBefore(localDay(new Date(), timeZone));
  const asked = (await searchParams).month;
  const month = months.find((it) => it === asked) ?? months[0] ?? "";
  const bills = await Promise.all(
    months.map(async (it) => ({
      month: it,
      rows: await caller.billing.list({ from: `${it}-01`, until: lastDayOf(it) }),
    })),
  );
  const owed = (rows: (typeof bills)[number]["rows"], isPaid: boolean) =>
    rows
      .filter(({ status }) => (isPaid ? status === "paid" : status === "issued"))
      .reduce((sum, { totalFen }) => sum + totalFen, 0);
  const download = (
    <Button asChild variant="secondary">
      <a href={`/api/statements?month=${month}&locale=${locale}`} download>
        <Download aria-hidden="true" className="size-4.5" />
        {t("download", { month })}
      </a>
    </Button>
  );
  return (
    <DeskPage namespaces={["statement"]}>
      <PageHeader title={t("title")} lead={t("lead")} actions={download} />
      <ul className="mb-6 grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {bills.map((it) => (
          <li key={it.month}>
            <Stat
              label={it.month}
              value={<Money fen={owed(it.rows, true) + owed(it.rows, false)} />}
              note={
                <>
                  {t("paidPart")} <Money fen={owed(it.rows, true)} /> · {t("openPart")}{" "}
                  <Money fen={owed(it.rows, false)} /> ·{" "}
                  <Link
                    href={`/operator/statements?month=${it.month}`}
                    aria-current={it.month === month ? "true" : undefined}
                    aria-label={t("openMonth", { count: it.rows.length, month: it.month })}
                    className={linkLook}
                  >
                    {t("open", { count: it.rows.length })}
                  </Link>
                </>
              }
            />
          </li>
        ))}
      </ul>
      <h2 className="mb-3 text-xl">{t("billsOf", { month })}</h2>
      <StatementList rows={bills.find((it) => it.month === month)?.rows ?? []} />
    </DeskPage>
  );
}
