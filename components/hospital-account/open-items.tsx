import { BadgeCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { HospitalAccountView } from "@/components/api/outputs";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { type Side, tripHref } from "./side";

type Item = NonNullable<HospitalAccountView["account"]>["open"][number];

/** Every trip that is not paid yet, oldest first. */
export function OpenItems({ items, side }: { items: Item[]; side: Side }) {
  const t = useTranslations("hospital-account");
  return (
    <Card title={t("items.title")} flush>
      <Table
        caption={t("items.title")}
        rows={items}
        rowKey={({ bookingId, orgId }) => `${bookingId}-${orgId}`}
        columns={[
          {
            key: "booking",
            header: t("items.booking"),
            isRowHeader: true,
            cell: ({ bookingId, bookingNumber, at }) => (
              <Link
                href={tripHref(
                  side,
                  { id: bookingId, number: bookingNumber },
                  new Date(at).toISOString().slice(0, 10),
                )}
                className={linkLook}
              >
                {bookingNumber}
              </Link>
            ),
          },
          {
            key: "statement",
            header: t("items.statement"),
            isTight: true,
            cell: ({ statementNumber }) => statementNumber ?? t("items.later"),
          },
          { key: "due", header: t("statement.dueOn"), isTight: true, cell: ({ dueOn }) => dueOn ?? "—" },
          {
            key: "open",
            header: t("statement.open"),
            align: "end",
            isTight: true,
            cell: ({ openFen }) => <Money fen={openFen} />,
          },
        ]}
        empty={<EmptyState icon={<BadgeCheck />} title={t("items.none")} description={t("items.noneText")} />}
      />
    </Card>
  );
}
