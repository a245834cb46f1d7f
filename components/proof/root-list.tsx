import { useTranslations } from "next-intl";
import type { RootsPage } from "@/components/api/outputs";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Table } from "@/components/ui/table";

/** One line a day: how many records, from where to where, the root, who signed it when. */
export function RootList({ roots, timeZone }: { roots: RootsPage["roots"]; timeZone: string }) {
  const t = useTranslations("proof");
  return (
    <Card flush>
      <Table
        caption={t("title")}
        columns={[
          { key: "day", header: t("day"), isRowHeader: true, isTight: true, cell: ({ day }) => day },
          {
            key: "entries",
            header: t("entries"),
            align: "end",
            isTight: true,
            cell: ({ firstSeq, lastSeq }) =>
              lastSeq < firstSeq ? t("noEntries") : t("count", { count: lastSeq - firstSeq + 1 }),
          },
          {
            key: "span",
            header: t("span"),
            isTight: true,
            cell: ({ firstSeq, lastSeq }) =>
              lastSeq < firstSeq ? "—" : t("spanOf", { first: firstSeq, last: lastSeq }),
          },
          {
            key: "root",
            header: t("root"),
            cell: ({ root }) => <code className="break-all text-xs">{root}</code>,
          },
          {
            key: "signed",
            header: t("signed"),
            cell: ({ signedAt, keyId }) => (
              <>
                <Instant at={signedAt} form="exact" timeZone={timeZone} />
                <code className="block text-ink-soft text-xs">{keyId}</code>
              </>
            ),
          },
        ]}
        rows={roots}
        rowKey={({ day }) => day}
        empty={<p className="px-4 py-5 sm:px-5">{t("empty")}</p>}
      />
    </Card>
  );
}
