import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { type Column, Table } from "@/components/ui/table";
import { Link } from "@/messages/navigation";
import { type EquityCell, type EquityRow, equityIndicators } from "@/server/core/indicator/equity";
import { figureText, unitOf } from "@/server/core/indicator/figure-text";

type Name = (typeof equityIndicators)[number];

export interface LabelledRow extends EquityRow {
  label: string;
  /** What opens the group's own bookings; null where it opens nothing. */
  href: string | null;
}

function Value({ name, cell }: { name: Name; cell: EquityCell }) {
  const t = useTranslations("indicator");
  const locale = useLocale();
  if (cell.isHidden)
    return (
      <abbr title={t("equity.hidden")} className="text-ink-soft no-underline">
        {t("equity.hidden")}
      </abbr>
    );
  const unit = unitOf(name);
  const text = figureText(name, cell.value, locale);
  return unit && cell.value !== null ? `${text} ${t(`units.${unit}`)}` : text;
}

/** A share as a bar, so that groups are compared at a glance. */
function Bar({ value }: { value: number | null }) {
  if (value === null) return null;
  return (
    <span aria-hidden="true" className="mt-1 block h-1.5 w-24 overflow-hidden rounded-full bg-sunken">
      <span className="block h-full bg-primary" style={{ inlineSize: `${Math.min(100, value * 100)}%` }} />
    </span>
  );
}

function columnsOf(t: ReturnType<typeof useTranslations>): Column<LabelledRow>[] {
  return [
    {
      key: "label",
      header: t("equity.group"),
      isRowHeader: true,
      cell: ({ label, href }) =>
        href ? (
          <Link
            href={href}
            className="inline-flex min-h-6 items-center text-primary underline underline-offset-4"
          >
            {label}
          </Link>
        ) : (
          label
        ),
    },
    ...equityIndicators.map((name) => ({
      key: name,
      header: t(`names.${name}`),
      cell: ({ cells }: LabelledRow) => (
        <>
          <Value name={name} cell={cells[name]} />
          {name === "requests" || name === "wait" ? null : <Bar value={cells[name].value} />}
        </>
      ),
    })),
  ];
}

/** Groups of people side by side: how many asked, who was refused, who waited. Small cells are hidden already. */
export function EquityTable({ title, note, rows }: { title: string; note?: string; rows: LabelledRow[] }) {
  const t = useTranslations("indicator");
  if (rows.length === 0) return null;
  return (
    <Card title={title} headingLevel={3} flush>
      {note ? <p className="px-4 pb-3 text-ink-soft text-sm sm:px-5">{note}</p> : null}
      <Table caption={title} columns={columnsOf(t)} rows={rows} rowKey={({ key }) => key} />
    </Card>
  );
}
