"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFailureText } from "@/components/api/failure-text";
import type { AuditExportResult } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

interface Span {
  from: string;
  until: string;
}

function download(record: AuditExportResult["record"], name: string): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(record)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

function Verdict({ result, name }: { result: AuditExportResult; name: string }) {
  const t = useTranslations("audit.export");
  const { check, record } = result;
  if (record.links.length === 0)
    return (
      <Alert live tone="info">
        {t("nothing")}
      </Alert>
    );
  const isWhole = check.findings.length === 0;
  return (
    <Alert
      live
      tone={isWhole ? "ok" : "danger"}
      action={
        <Button variant="secondary" size="sm" onClick={() => download(record, name)}>
          <Download aria-hidden="true" />
          {t("download", { name })}
        </Button>
      }
    >
      <p>
        {isWhole ? t("holds", { links: record.links.length }) : t("broken", { count: check.findings.length })}
      </p>
      {check.erased > 0 ? <p>{t("erased", { count: check.erased })}</p> : null}
      <p className="break-all text-sm">{record.from ? t("first", { from: record.from }) : t("start")}</p>
    </Alert>
  );
}

/** The chain of the shown days as a file that anybody can check, with the platform's own check beside it. */
export function AuditExport({ period }: { period: Span }) {
  const t = useTranslations("audit.export");
  const trpc = useTRPC();
  const words = useFailureText();
  const { regionId } = useDesk();
  const take = useMutation(trpc.oversight.exportAudit.mutationOptions());
  const name = `audit-${regionId}-${period.from}-${period.until}.json`;
  return (
    <Card title={t("title")} className="mt-6">
      <p className="mb-4 max-w-prose text-ink-soft">{t("lead")}</p>
      <div className="grid justify-items-start gap-4">
        <Button loading={take.isPending} onClick={() => take.mutate(period)}>
          {t("button")}
        </Button>
        {take.error ? (
          <Alert tone="danger" live>
            {words(take.error)}
          </Alert>
        ) : null}
        {take.data ? <Verdict result={take.data} name={name} /> : null}
        <div>
          <h3 className="font-medium">{t("how")}</h3>
          <p className="text-ink-soft text-sm">{t("steps")}</p>
          <code className="mt-1 block break-all rounded-md bg-sunken px-3 py-2 text-sm">
            npm run -s audit:verify -- {name}
          </code>
        </div>
      </div>
    </Card>
  );
}
