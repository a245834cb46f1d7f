import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import type { Tariff } from "@/server/core/tariff/rules";
import { useExampleWords } from "./example-words";

/** What the tariff must give, trip by trip: how anyone can check it without a calculator of ours. */
export function ExampleTable({ tariff }: { tariff: Tariff }) {
  const t = useTranslations("rule.tariff");
  const inWords = useExampleWords(tariff.zones);
  if (tariff.examples.length === 0) return null;
  return (
    <Card title={t("examples")} flush>
      <Table
        caption={t("examples")}
        columns={[
          {
            key: "trip",
            header: t("exampleTrip"),
            isRowHeader: true,
            cell: ({ facts }) => inWords(facts),
          },
          {
            key: "drivers",
            header: t("exampleDrivers"),
            align: "end",
            isTight: true,
            cell: ({ expect }) => expect.drivers,
          },
          {
            key: "total",
            header: t("exampleTotal"),
            align: "end",
            isTight: true,
            cell: ({ expect }) => <Money fen={expect.totalFen} />,
          },
        ]}
        rows={tariff.examples}
        rowKey={({ facts }) => JSON.stringify(facts)}
      />
    </Card>
  );
}
