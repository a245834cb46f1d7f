"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import type { DayPlan } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { ListSkeleton } from "@/components/ui/skeleton";
import { RepairForm } from "./repair-form";
import { RepairOptions } from "./repair-options";

/** A failed vehicle: said first, then what can be done about it, then one of it or nothing. */
export function RepairDesk({ plan }: { plan: DayPlan }) {
  const t = useTranslations("repair");
  const [repairId, setRepairId] = useState<string | null>(null);
  const shifts = plan.vehicles
    .flatMap((it) => it.shifts)
    .filter((it) => it.status === "planned" && it.endsAt > plan.now);
  if (shifts.length === 0)
    return (
      <EmptyState
        title={t("noShifts.title")}
        description={t("noShifts.text")}
        action={<LinkButton href="/operator/plan">{t("back")}</LinkButton>}
      />
    );
  return repairId ? (
    <Worked repairId={repairId} onAgain={() => setRepairId(null)} />
  ) : (
    <RepairForm shifts={shifts} onAsked={setRepairId} />
  );
}

/** Looked for every second until it is there; the live stream mostly says so sooner. */
function Worked({ repairId, onAgain }: { repairId: string; onAgain: () => void }) {
  const t = useTranslations("repair");
  const trpc = useTRPC();
  const words = useFailureText();
  const { data, error } = useQuery({
    ...trpc.repair.get.queryOptions({ repairId }),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.status === "asked" ? 1000 : false,
  });
  const again = (
    <Button variant="secondary" onClick={onAgain}>
      {t("again")}
    </Button>
  );
  if (error)
    return (
      <Alert tone="danger" action={again} live>
        {words(error)}
      </Alert>
    );
  if (!data || data.status === "asked")
    return (
      <section aria-busy="true" aria-label={t("working")}>
        <p className="mb-4 text-ink-soft" role="status">
          {t("working")}
        </p>
        <ListSkeleton rows={3} />
      </section>
    );
  if (data.status === "ready" && data.preview)
    return <RepairOptions repair={data} preview={data.preview} onAgain={onAgain} />;
  const isDone = data.status === "accepted";
  return (
    <Alert
      tone={isDone ? "ok" : data.status === "left" ? "info" : "warn"}
      title={t(`ends.${data.status}.title`)}
      action={again}
      live
    >
      {t(`ends.${data.status}.text`)}
    </Alert>
  );
}
