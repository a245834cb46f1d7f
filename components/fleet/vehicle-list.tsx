"use client";

import { useQuery } from "@tanstack/react-query";
import { Truck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { CertificationRow, VehicleRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
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
import { vehicleClasses } from "@/server/core/vehicle";
import { LapseNote, StandingBadge } from "./standing-badge";
import { useCertifications } from "./use-records";

function useColumns(certified: Map<string, CertificationRow>): Column<VehicleRow>[] {
  const t = useTranslations("fleet");
  return [
    {
      key: "plate",
      header: t("columns.plate"),
      isRowHeader: true,
      isTight: true,
      cell: ({ vehicle }) => (
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link href={`/operator/fleet/${vehicle.id}`} className={linkInText}>
            {vehicle.plate}
          </Link>
          <RoadBadge vehicle={vehicle} />
        </span>
      ),
    },
    { key: "class", header: t("columns.class"), cell: ({ vehicle }) => t(`classes.${vehicle.class}`) },
    { key: "model", header: t("columns.model"), cell: ({ vehicle }) => vehicle.model },
    { key: "base", header: t("columns.base"), cell: ({ vehicle }) => vehicle.baseName },
    {
      key: "certification",
      header: t("columns.certification"),
      cell: ({ vehicle }) => <StandingBadge row={certified.get(vehicle.id)} />,
    },
    {
      key: "lapse",
      header: t("columns.lapse"),
      cell: ({ vehicle }) => <LapseNote row={certified.get(vehicle.id)} />,
    },
  ];
}

/** Only what leaves the road is marked: the rest would be a column of dashes. */
function RoadBadge({ vehicle }: Pick<VehicleRow, "vehicle">) {
  const t = useTranslations("fleet.retire");
  if (vehicle.status === "retired") return <Badge>{t("badge")}</Badge>;
  return vehicle.retiresOn ? <Badge tone="wait">{t("badgeSoon", { on: vehicle.retiresOn })}</Badge> : null;
}

/** The own vehicles with how they may work. */
export function VehicleList({ initial }: { initial: VehicleRow[] }) {
  const t = useTranslations("fleet");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.fleet.vehicles.queryOptions(), initialData: initial });
  const certified = useCertifications("vehicle");
  const columns = useColumns(certified);
  const [plate, setPlate] = useState("");
  const [kind, setKind] = useState("");
  if (data.length === 0)
    return (
      <EmptyState
        icon={<Truck />}
        title={t("empty.title")}
        description={t("empty.text")}
        action={<LinkButton href="/operator/fleet/new">{t("add")}</LinkButton>}
      />
    );
  const wanted = plate.trim().toUpperCase().replace("·", "");
  const rows = data.filter(
    ({ vehicle }) =>
      vehicle.plate.replace("·", "").includes(wanted) && (kind === "" || vehicle.class === kind),
  );
  return (
    <>
      <Toolbar label={t("find")}>
        <Field label={t("plate")} className="w-44">
          <Input value={plate} onChange={(event) => setPlate(event.target.value)} />
        </Field>
        <Field label={t("columns.class")} className="w-52">
          <Select
            value={kind}
            placeholder={t("all")}
            options={vehicleClasses.map((value) => ({ value, label: t(`classes.${value}`) }))}
            onChange={(event) => setKind(event.target.value)}
          />
        </Field>
      </Toolbar>
      <Card flush>
        <Table
          caption={t("title")}
          columns={columns}
          rows={rows}
          rowKey={({ vehicle }) => vehicle.id}
          empty={<EmptyState title={t("noMatch.title")} description={t("noMatch.text")} />}
        />
      </Card>
    </>
  );
}
