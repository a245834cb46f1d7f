"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Table } from "@/components/ui/table";
import { RegionForm } from "./region-form";
import type { RegionRow } from "./region-row";

/** Every region of the platform, and the form for a new one. */
export function RegionDesk({ regions, mayCreate }: { regions: RegionRow[]; mayCreate: boolean }) {
  const t = useTranslations("admin.regions");
  return (
    <div className="grid gap-5">
      <Card title={t("title")} flush>
        <Table
          caption={t("title")}
          columns={[
            { key: "code", header: t("code"), isRowHeader: true, isTight: true, cell: ({ id }) => id },
            { key: "nameZh", header: t("nameZh"), cell: ({ nameZh }) => nameZh },
            { key: "nameEn", header: t("nameEn"), cell: ({ nameEn }) => nameEn },
            { key: "hotline", header: t("hotline"), isTight: true, cell: ({ hotline }) => hotline },
          ]}
          rows={regions}
          rowKey={({ id }) => id}
        />
      </Card>
      {mayCreate ? <RegionForm regions={regions} /> : <p className="text-ink-soft">{t("denied")}</p>}
    </div>
  );
}
