"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { PatientSummary } from "@/components/api/outputs";
import { wardName } from "@/components/desk/ward";
import { useDesk } from "@/components/plan/desk";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { type Column, Table } from "@/components/ui/table";

interface PatientTableProps {
  rows: PatientSummary[];
  onEdit: (patientId: string) => void;
  onDischarge: (patient: PatientSummary) => void;
  empty: ReactNode;
}

/** One row a patient, by ward and bed as the server sorts them. */
export function PatientTable({ rows, onEdit, onDischarge, empty }: PatientTableProps) {
  const t = useTranslations("patient.list");
  const tWho = useTranslations("booking.who.mobility");
  const tDesk = useTranslations("desk.patients");
  const locale = useLocale();
  const { timeZone } = useDesk();
  const named = (row: PatientSummary) => ({ name: row.name, bed: row.bed ?? "" });
  const columns: Column<PatientSummary>[] = [
    { key: "name", header: t("name"), isRowHeader: true, cell: ({ name }) => name },
    { key: "bed", header: t("bed"), isTight: true, cell: ({ bed }) => bed ?? "—" },
    {
      key: "ward",
      header: t("ward"),
      cell: ({ ward }) => (ward ? wardName(ward, locale) : tDesk("noWard")),
    },
    { key: "mobility", header: t("mobility"), cell: ({ mobility }) => tWho(`${mobility}.label`) },
    { key: "born", header: t("born"), isTight: true, cell: ({ birthYear }) => birthYear ?? "—" },
    {
      key: "admitted",
      header: t("admitted"),
      isTight: true,
      cell: ({ admittedAt }) =>
        admittedAt ? <Instant at={admittedAt} form="date" timeZone={timeZone} /> : "—",
    },
    {
      key: "actions",
      header: t("actions"),
      cell: (row) => (
        <span className="flex flex-wrap gap-2">
          <LinkButton
            href={`/hospital/desk?patient=${row.id}`}
            size="sm"
            variant="secondary"
            aria-label={t("bookOf", named(row))}
          >
            {t("book")}
          </LinkButton>
          <Button
            size="sm"
            variant="quiet"
            aria-label={t("editOf", named(row))}
            onClick={() => onEdit(row.id)}
          >
            {t("edit")}
          </Button>
          <Button
            size="sm"
            variant="quiet"
            aria-label={t("dischargeOf", named(row))}
            onClick={() => onDischarge(row)}
          >
            {t("discharge")}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <Card flush>
      <Table caption={t("caption")} columns={columns} rows={rows} rowKey={({ id }) => id} empty={empty} />
    </Card>
  );
}
