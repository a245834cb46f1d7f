"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFailureText } from "@/components/api/failure-text";
import type { CertificationRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { classNames } from "@/components/ui/class-names";
import { Day } from "@/components/ui/instant";
import { type Column, Table } from "@/components/ui/table";
import { linkInText } from "@/components/ui/text-link";
import { sideOf } from "@/server/core/marking/photo";
import type { PaperKind } from "@/server/core/standard/facts";

interface Row {
  kind: PaperKind;
  paper: CertificationRecord["papers"][number] | null;
}

function Until({ paper }: { paper: NonNullable<Row["paper"]> }) {
  const t = useTranslations("certification");
  const { due, expiresOn } = paper;
  if (!expiresOn || !due) return t("endless");
  const tone = due.lapsed ? "danger" : due.daysLeft <= 30 ? "late" : null;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Day day={expiresOn} />
      {tone ? (
        <Badge tone={tone}>
          {due.lapsed ? t("papers.lapsed") : t("papers.left", { days: due.daysLeft })}
        </Badge>
      ) : null}
    </span>
  );
}

function useCheck() {
  const trpc = useTRPC();
  const client = useQueryClient();
  return useMutation(
    trpc.certification.checkPaper.mutationOptions({ onSettled: () => client.invalidateQueries() }),
  );
}

function useColumns(check: ReturnType<typeof useCheck>): Column<Row>[] {
  const t = useTranslations("certification");
  const tPaper = useTranslations("paper.kinds");
  return [
    { key: "paper", header: t("columns.paper"), isRowHeader: true, cell: ({ kind }) => tPaper(kind) },
    {
      key: "number",
      header: t("columns.number"),
      isTight: true,
      cell: ({ paper }) => paper?.number ?? <Badge tone="danger">{t("papers.missing")}</Badge>,
    },
    {
      key: "issued",
      header: t("columns.issued"),
      isTight: true,
      cell: ({ paper }) => paper?.issuedOn ?? "—",
    },
    {
      key: "expires",
      header: t("columns.expires"),
      isTight: true,
      cell: ({ paper }) => (paper ? <Until paper={paper} /> : "—"),
    },
    {
      key: "file",
      header: t("columns.file"),
      cell: ({ paper }) => (paper ? <FileLink id={paper.fileId} /> : "—"),
    },
    {
      key: "checked",
      header: t("columns.checked"),
      cell: ({ kind, paper }) =>
        paper ? (
          <Checkbox
            label={t("papers.checked")}
            aria-label={t("papers.check", { paper: tPaper(kind) })}
            checked={paper.checked}
            disabled={check.isPending}
            onChange={(event) => check.mutate({ paperId: paper.id, checked: event.target.checked })}
          />
        ) : (
          "—"
        ),
    },
  ];
}

function FileLink({ id }: { id: string | null }) {
  const t = useTranslations("certification.papers");
  if (!id) return <span className="text-ink-soft">{t("none")}</span>;
  return (
    <a
      href={`/api/files/${id}`}
      target="_blank"
      rel="noreferrer"
      className={classNames("inline-flex items-center gap-1.5", linkInText)}
    >
      <FileText aria-hidden="true" className="size-4" />
      {t("open")}
    </a>
  );
}

/** Every paper that is asked for, with its file and whether the reviewer has looked at it. */
export function CheckedPapers({ data }: { data: CertificationRecord }) {
  const t = useTranslations("certification.papers");
  const words = useFailureText();
  const check = useCheck();
  const columns = useColumns(check);
  // Photos of the marking have a list of their own.
  const kinds = data.paperKinds.filter((kind) => sideOf(kind) === null);
  const rows = kinds.map((kind) => ({
    kind,
    paper: data.papers.find((paper) => paper.kind === kind) ?? null,
  }));
  return (
    <Card title={t("title")} flush>
      <p className="px-4 pb-3 text-ink-soft text-sm sm:px-5">{t("hint")}</p>
      {check.error ? (
        <Alert tone="danger" live className="mx-4 mb-3">
          {words(check.error)}
        </Alert>
      ) : null}
      <Table caption={t("title")} columns={columns} rows={rows} rowKey={({ kind }) => kind} />
    </Card>
  );
}
