import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";

interface PayToProps {
  payTo: { holder: string; bank: string; number: string } | null;
  /** What the payer writes on the transfer, so that it finds its bill. */
  reference: string;
  amountFen: number;
}

/** The account number in groups of four, as people read it off. */
const grouped = (number: string) => number.replace(/(.{4})(?=.)/g, "$1 ");

/** Where to transfer to, how much, and what to write on it. */
export function PayToList({ payTo, reference, amountFen }: PayToProps) {
  const t = useTranslations("pay-to");
  if (!payTo) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <>
      <DescriptionList
        items={[
          { term: t("amount"), value: <Money fen={amountFen} className="font-semibold" /> },
          { term: t("reference"), value: <strong className="tabular-nums">{reference}</strong> },
          { term: t("holder"), value: payTo.holder },
          { term: t("bank"), value: payTo.bank },
          { term: t("number"), value: <span className="tabular-nums">{grouped(payTo.number)}</span> },
        ]}
      />
      <p className="mt-3 text-ink-soft text-sm">{t("note", { reference })}</p>
    </>
  );
}

/** The same as a card of its own. */
export function PayTo(props: PayToProps) {
  const t = useTranslations("pay-to");
  return (
    <Card title={t("title")}>
      <PayToList {...props} />
    </Card>
  );
}
