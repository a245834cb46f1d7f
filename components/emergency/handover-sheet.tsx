"use client";

import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/components/api/provider";
import { useShortcuts } from "@/components/seat/use-shortcuts";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import type { EmergencyRecordView } from "@/server/core/emergency-view";
import { AcknowledgeForm } from "./acknowledge-form";
import { HandoverFacts } from "./handover-facts";
import { HandoverStatus } from "./handover-status";

/** The sheet that is printed, faxed or read out: everything about one hand-over, with lines to sign on. */
export function HandoverSheet({ initial }: { initial: EmergencyRecordView }) {
  const t = useTranslations("emergency-desk");
  const trpc = useTRPC();
  const { data: handover } = useQuery({
    ...trpc.emergency.get.queryOptions({ handoverId: initial.id }),
    initialData: initial,
    refetchInterval: 10_000,
  });
  useShortcuts({ p: () => window.print() });
  const { status, direction } = handover;
  const isPending = direction === "to_120" && (status === "open" || status === "escalated");
  return (
    <div className="max-w-3xl">
      <PageHeader
        title={t(`sheetTitle.${direction}`, { reference: handover.reference })}
        meta={<HandoverStatus handover={handover} />}
        back={{ href: "/seat/emergency", label: t("back") }}
        actions={
          <Button variant="secondary" onClick={() => window.print()} aria-keyshortcuts="P">
            <Printer aria-hidden="true" />
            {t("print")}
          </Button>
        }
      />
      <section className="rounded-lg border border-line bg-surface p-5">
        <HandoverFacts handover={handover} />
        {handover.ruleVersion ? (
          <p className="mt-4 text-ink-soft text-sm">{t("rule", { version: handover.ruleVersion })}</p>
        ) : null}
      </section>
      {isPending ? (
        <div className="mt-5">
          <AcknowledgeForm handoverId={handover.id} />
        </div>
      ) : null}
      <dl className="mt-10 hidden grid-cols-2 gap-10 print:grid">
        {(["handedBy", "takenName"] as const).map((line) => (
          <div key={line} className="border-ink border-t pt-1">
            <dt>{t(line)}</dt>
            <dd className="text-ink-soft text-sm">{t("signTime")}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
