import { getTranslations } from "next-intl/server";
import type { StatementDay } from "@/components/api/outputs";
import { StatementDays } from "@/components/settlement/statement-days";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import { Stat } from "@/components/ui/stat";
import { addDays } from "@/server/core/local-time";
import { addTotals } from "@/server/core/settlement/statement";
import { FileLinks } from "./statement-page";

const monthsShown = 6;

/** The present month and those before it, newest first: `2026-11`. */
export function monthsBefore(today: string): string[] {
  const months = [today.slice(0, 7)];
  while (months.length < monthsShown) months.push(addDays(`${months.at(-1)}-01`, -1).slice(0, 7));
  return months;
}

/** Months to choose from. */
export function Months({ months, month, href }: { months: string[]; month: string; href: string }) {
  return (
    <div className="mb-4 flex flex-wrap gap-2">
      {months.map((each) => (
        <LinkButton
          key={each}
          size="sm"
          href={`${href}month=${each}`}
          variant={each === month ? "primary" : "secondary"}
          aria-current={each === month ? "page" : undefined}
        >
          {each}
        </LinkButton>
      ))}
    </div>
  );
}

/** A month's statement: the sum of its days, the days, and the files to take away. */
export async function MonthPart(props: {
  month: string;
  rows: StatementDay[];
  href: string;
  withOperator?: boolean;
}) {
  const { month, rows, href, withOperator } = props;
  const t = await getTranslations("settlement");
  const totals = addTotals(rows.map((row) => row.totals));
  const shown = [
    { label: t("sections.earned"), fen: totals.earned?.fen ?? 0 },
    { label: t("sections.collected"), fen: totals.collected?.fen ?? 0 },
    {
      label: t("deductions"),
      fen: (totals.fee?.fen ?? 0) + (totals.tax?.fen ?? 0) + (totals.credit?.fen ?? 0),
    },
    { label: t("sections.payout"), fen: totals.payout?.fen ?? 0 },
  ];
  return (
    <div className="grid gap-5">
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {shown.map(({ label, fen }) => (
          <li key={label}>
            <Stat label={label} value={<Money fen={fen} />} />
          </li>
        ))}
      </ul>
      {rows.length > 0 ? <FileLinks href={`/api/settlement?month=${month}&`} /> : null}
      <StatementDays rows={rows} href={href} withOperator={withOperator} />
    </div>
  );
}
