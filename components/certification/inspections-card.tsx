"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { CertificationRecord } from "@/components/api/outputs";
import { InspectionList } from "@/components/paper/inspection-list";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { InspectionDialog } from "./inspection-dialog";

/** What visits on site found, and the form for the next one. */
export function InspectionsCard({ data }: { data: CertificationRecord }) {
  const t = useTranslations("paper.inspections");
  const [isOpen, setOpen] = useState(false);
  return (
    <Card
      title={t("title")}
      aside={
        <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
          {t("add")}
        </Button>
      }
    >
      <InspectionList inspections={data.inspections} />
      {isOpen ? <InspectionDialog certificationId={data.id} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}
