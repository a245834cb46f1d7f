"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { OrganizationRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { type Column, Table } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Toolbar } from "@/components/ui/toolbar";
import { Link } from "@/messages/navigation";
import { OrganizationDialog } from "./organization-dialog";

function useColumns(onEdit: (row: OrganizationRow) => void): Column<OrganizationRow>[] {
  const t = useTranslations("admin.organizations");
  const tTypes = useTranslations("admin.types");
  const isEnglish = useLocale() === "en";
  return [
    {
      key: "name",
      header: t("name"),
      isRowHeader: true,
      cell: (row) => (
        <Link href={`/admin/organizations/${row.id}`} className={linkLook}>
          {isEnglish ? row.nameEn : row.nameZh}
        </Link>
      ),
    },
    { key: "type", header: t("type"), cell: ({ type }) => tTypes(type) },
    { key: "creditCode", header: t("creditCode"), isTight: true, cell: ({ creditCode }) => creditCode },
    { key: "phone", header: t("phone"), isTight: true, cell: ({ phone }) => phone ?? "—" },
    {
      key: "members",
      header: t("members"),
      align: "end",
      cell: ({ members }) => t("count", { count: members }),
    },
    {
      key: "edit",
      header: t("edit"),
      align: "end",
      cell: (row) => (
        <Button
          variant="secondary"
          size="sm"
          aria-label={`${t("edit")} ${isEnglish ? row.nameEn : row.nameZh}`}
          onClick={() => onEdit(row)}
        >
          {t("edit")}
        </Button>
      ),
    },
  ];
}

/** The region's organizations; each leads to its members. */
export function OrganizationDesk({ initial }: { initial: OrganizationRow[] }) {
  const t = useTranslations("admin.organizations");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.admin.organizations.queryOptions(), initialData: initial });
  const [edited, setEdited] = useState<OrganizationRow | "new" | null>(null);
  const columns = useColumns(setEdited);
  return (
    <>
      <Toolbar label={t("title")}>
        <Button onClick={() => setEdited("new")}>
          <Plus aria-hidden="true" />
          {t("new")}
        </Button>
      </Toolbar>
      <Card flush>
        <Table caption={t("title")} columns={columns} rows={data} rowKey={({ id }) => id} />
      </Card>
      {edited ? (
        <OrganizationDialog row={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
    </>
  );
}
