import { useTranslations } from "next-intl";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { type StatementTotals, statementSections } from "@/server/core/settlement/statement";

/** What came and went by section, between what was carried over before and after. */
export function StatementTotalsList(props: {
  openingFen: number;
  closingFen: number;
  totals: StatementTotals;
}) {
  const t = useTranslations("settlement");
  const { openingFen, closingFen, totals } = props;
  return (
    <DescriptionList
      items={[
        { term: t("opening"), value: <Money fen={openingFen} /> },
        ...statementSections.flatMap((section) => {
          const part = totals[section];
          return part ? [{ term: t(`sections.${section}`), value: <Money fen={part.fen} /> }] : [];
        }),
        { term: t("closing"), value: <Money fen={closingFen} /> },
      ]}
    />
  );
}
