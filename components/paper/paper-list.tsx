"use client";

import { FileText, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { CertificationRecord } from "@/components/api/outputs";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Day } from "@/components/ui/instant";
import { type Column, Table } from "@/components/ui/table";
import { linkInText } from "@/components/ui/text-link";
import type { PaperKind } from "@/server/core/standard/facts";
import { PaperDialog } from "./paper-dialog";

type Paper = CertificationRecord["papers"][number];
interface Row {
  kind: PaperKind;
  paper: Paper | null;
}

function PaperState({ paper }: { paper: Paper | null }) {
  const t = useTranslations("paper");
  if (!paper) return <Badge tone="danger">{t("paperStates.missing")}</Badge>;
  if (paper.due?.lapsed) return <Badge tone="danger">{t("paperStates.lapsed")}</Badge>;
  if (paper.refusal)
    return (
      <span className="grid justify-items-start gap-1">
        <Badge tone="danger">{t("paperStates.refused")}</Badge>
        <span className="text-sm">{paper.refusal}</span>
      </span>
    );
  if (!paper.checked) return <Badge tone="wait">{t("paperStates.unchecked")}</Badge>;
  if (paper.due && paper.due.bucket !== null)
    return <Badge tone="late">{t("paperStates.soon", { days: paper.due.daysLeft })}</Badge>;
  return <Badge tone="ok">{t("paperStates.checked")}</Badge>;
}

function useColumns(onHandIn: (kind: PaperKind) => void): Column<Row>[] {
  const t = useTranslations("paper");
  return [
    { key: "kind", header: t("columns.kind"), isRowHeader: true, cell: ({ kind }) => t(`kinds.${kind}`) },
    { key: "number", header: t("columns.number"), isTight: true, cell: ({ paper }) => paper?.number ?? "–" },
    {
      key: "expires",
      header: t("columns.expires"),
      isTight: true,
      cell: ({ paper }) => (paper ? paper.expiresOn ? <Day day={paper.expiresOn} /> : t("endless") : "–"),
    },
    { key: "state", header: t("columns.state"), cell: ({ paper }) => <PaperState paper={paper} /> },
    {
      key: "file",
      header: t("columns.file"),
      cell: ({ paper }) =>
        paper?.fileId ? (
          <a
            href={`/api/files/${paper.fileId}`}
            target="_blank"
            rel="noreferrer"
            className={classNames("inline-flex items-center gap-1.5", linkInText)}
          >
            <FileText aria-hidden="true" className="size-4" />
            {t("open")}
          </a>
        ) : (
          "–"
        ),
    },
    {
      key: "action",
      header: t("columns.action"),
      align: "end",
      cell: ({ kind, paper }) => (
        <Button
          variant="secondary"
          size="sm"
          onClick={() => onHandIn(kind)}
          aria-label={`${t(paper ? "renew" : "handIn")} ${t(`kinds.${kind}`)}`}
        >
          <Upload aria-hidden="true" />
          {t(paper ? "renew" : "handIn")}
        </Button>
      ),
    },
  ];
}

/** Every paper that is asked for, whether it is there, and the way to hand it in. */
export function PaperList({ data }: { data: CertificationRecord }) {
  const t = useTranslations("paper");
  const [kind, setKind] = useState<PaperKind | null>(null);
  const rows = data.paperKinds.map((it) => ({
    kind: it,
    paper: data.papers.find((paper) => paper.kind === it) ?? null,
  }));
  return (
    <Card title={t("papers")} flush>
      <Table caption={t("papers")} columns={useColumns(setKind)} rows={rows} rowKey={(row) => row.kind} />
      {kind ? <PaperDialog certificationId={data.id} kind={kind} onClose={() => setKind(null)} /> : null}
    </Card>
  );
}
