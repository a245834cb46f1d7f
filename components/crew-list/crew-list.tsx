"use client";

import { useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { CertificationRow, CrewRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { LapseNote, StandingBadge } from "@/components/fleet/standing-badge";
import { useCertifications } from "@/components/fleet/use-records";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { type Column, Table } from "@/components/ui/table";
import { linkInText } from "@/components/ui/text-link";
import { Toolbar } from "@/components/ui/toolbar";
import { Link } from "@/messages/navigation";
import { crewDuties } from "@/server/core/crew";
import { nationalPhone } from "@/server/core/phone";

function useColumns(certified: Map<string, CertificationRow>): Column<CrewRow>[] {
  const t = useTranslations("fleet");
  return [
    {
      key: "name",
      header: t("columns.name"),
      isRowHeader: true,
      cell: ({ id, name }) => (
        <Link href={`/operator/crew/${id}`} className={linkInText}>
          {name}
        </Link>
      ),
    },
    {
      key: "duties",
      header: t("columns.duties"),
      cell: ({ duties }) => duties.map((duty) => t(`duties.${duty}`)).join(t("comma")),
    },
    {
      key: "phone",
      header: t("columns.phone"),
      isTight: true,
      cell: ({ phone }) =>
        phone ? (
          <a href={`tel:${phone}`} className={linkInText}>
            {nationalPhone(phone)}
          </a>
        ) : (
          "–"
        ),
    },
    {
      key: "training",
      header: t("columns.training"),
      align: "end",
      isTight: true,
      cell: ({ trainingHours }) => t("hours", { count: trainingHours }),
    },
    {
      key: "status",
      header: t("columns.status"),
      cell: ({ status }) => (
        <Badge tone={status === "active" ? "ok" : "neutral"}>{t(`statuses.${status}`)}</Badge>
      ),
    },
    {
      key: "certification",
      header: t("columns.certification"),
      cell: ({ id }) => <StandingBadge row={certified.get(id)} />,
    },
    { key: "lapse", header: t("columns.lapse"), cell: ({ id }) => <LapseNote row={certified.get(id)} /> },
  ];
}

/** The own people with what they may do and how their papers stand. */
export function CrewList({ initial }: { initial: CrewRow[] }) {
  const t = useTranslations("fleet");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.fleet.crew.queryOptions(), initialData: initial });
  const columns = useColumns(useCertifications("crew"));
  const [name, setName] = useState("");
  const [duty, setDuty] = useState("");
  if (data.length === 0)
    return (
      <EmptyState
        icon={<UsersRound />}
        title={t("emptyCrew.title")}
        description={t("emptyCrew.text")}
        action={<LinkButton href="/operator/crew/new">{t("addCrew")}</LinkButton>}
      />
    );
  const rows = data
    .filter((it) => it.name.includes(name.trim()) && (duty === "" || it.duties.some((own) => own === duty)))
    .sort((a, b) => Number(a.status === "left") - Number(b.status === "left"));
  return (
    <>
      <Toolbar label={t("find")}>
        <Field label={t("columns.name")} className="w-44">
          <Input value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("columns.duties")} className="w-44">
          <Select
            value={duty}
            placeholder={t("all")}
            options={crewDuties.map((value) => ({ value, label: t(`duties.${value}`) }))}
            onChange={(event) => setDuty(event.target.value)}
          />
        </Field>
      </Toolbar>
      <Card flush>
        <Table
          caption={t("crewTitle")}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          empty={<EmptyState title={t("noMatch.title")} description={t("noMatch.text")} />}
        />
      </Card>
    </>
  );
}
