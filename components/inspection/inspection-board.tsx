"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { InspectionDay, InspectionShift, VehicleFault } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant, TimeRange } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { type Column, Table } from "@/components/ui/table";
import { linkInText } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { addDays } from "@/server/core/local-time";
import { FaultList } from "./fault-list";
import { InspectionAnswers, InspectionResult } from "./inspection-answers";
import { RepairDialog } from "./repair-dialog";

const tones = { not_asked: "neutral", due: "wait", missing: "late", done: "ok", blocked: "danger" } as const;

/** Not inspected although the shift has begun is told apart from not yet. */
const shownState = ({ state, hasBegun }: InspectionShift) =>
  state === "due" && hasBegun ? ("missing" as const) : state;

function useColumns(): Column<InspectionShift>[] {
  const t = useTranslations("inspection.day");
  const tStates = useTranslations("inspection.states");
  const { timeZone } = useDesk();
  return [
    {
      key: "plate",
      header: t("plate"),
      isRowHeader: true,
      cell: ({ vehicleId, plate }) => (
        <Link href={`/operator/fleet/${vehicleId}?tab=inspections`} className={linkInText}>
          {plate}
        </Link>
      ),
    },
    {
      key: "shift",
      header: t("shift"),
      isTight: true,
      cell: ({ startsAt, endsAt }) => (
        <TimeRange from={startsAt} to={endsAt} timeZone={timeZone} withoutDay />
      ),
    },
    {
      key: "state",
      header: t("state"),
      isTight: true,
      cell: (row) => <Badge tone={tones[shownState(row)]}>{tStates(shownState(row))}</Badge>,
    },
    {
      key: "by",
      header: t("by"),
      cell: ({ inspection }) =>
        inspection ? (
          <>
            {inspection.by}{" "}
            <Instant at={inspection.inspectedAt} form="time" timeZone={timeZone} className="text-ink-soft" />
          </>
        ) : (
          "–"
        ),
    },
    {
      key: "found",
      header: t("found"),
      cell: ({ inspection }) =>
        inspection ? (
          <>
            <InspectionResult inspection={inspection} />
            <InspectionAnswers inspection={inspection} />
          </>
        ) : (
          "–"
        ),
    },
  ];
}

function DayLinks({ day, today }: { day: string; today: string }) {
  const t = useTranslations("inspection.day");
  const href = (to: string) => `/operator/inspections?day=${to}`;
  return (
    <nav aria-label={t("shifts")} className="mb-4 flex flex-wrap gap-2">
      <LinkButton href={href(addDays(day, -1))} variant="secondary" size="sm">
        {t("previous")}
      </LinkButton>
      {day === today ? null : (
        <LinkButton href="/operator/inspections" variant="secondary" size="sm">
          {t("today")}
        </LinkButton>
      )}
      <LinkButton href={href(addDays(day, 1))} variant="secondary" size="sm">
        {t("next")}
      </LinkButton>
    </nav>
  );
}

/** Open faults, the worst first, with the form that signs their repair. */
function OpenFaults({ faults }: { faults: readonly VehicleFault[] }) {
  const t = useTranslations("inspection.faults");
  const [signing, setSigning] = useState<VehicleFault | null>(null);
  const open = faults.filter(({ status }) => status === "open");
  return (
    <>
      <Card title={t("open")}>
        {open.length === 0 ? (
          <p className="text-ink-soft">{t("none")}</p>
        ) : (
          <FaultList
            faults={[...open].sort((a, b) => Number(b.blocks) - Number(a.blocks))}
            actionOf={(fault) => (
              <div>
                <Button variant={fault.blocks ? "primary" : "secondary"} onClick={() => setSigning(fault)}>
                  {t("sign")}
                </Button>
              </div>
            )}
          />
        )}
      </Card>
      {signing ? <RepairDialog fault={signing} onClose={() => setSigning(null)} /> : null}
    </>
  );
}

/** The operator's page: inspections of a day, those missing, and the faults of its vehicles. */
export function InspectionBoard({ initial }: { initial: InspectionDay }) {
  const t = useTranslations("inspection.day");
  const trpc = useTRPC();
  const { day } = initial;
  const { data } = useQuery({
    ...trpc.inspection.day.queryOptions({ day }, { refetchInterval: 60_000 }),
    initialData: initial,
  });
  const tFaults = useTranslations("inspection.faults");
  const columns = useColumns();
  const repaired = data.faults.filter(({ status }) => status === "repaired");
  const missing = data.shifts.filter((row) => shownState(row) === "missing");
  return (
    <div className="grid gap-5">
      <div>
        <DayLinks day={day} today={data.today} />
        {missing.length > 0 && day === data.today ? (
          <Alert tone="warn" title={t("missing", { count: missing.length })}>
            {t("missingText")} {missing.map(({ plate }) => plate).join(" · ")}
          </Alert>
        ) : null}
      </div>
      <OpenFaults faults={data.faults} />
      <Card title={`${t("shifts")} · ${day}`} flush>
        <Table
          caption={t("shifts")}
          columns={columns}
          rows={data.shifts}
          rowKey={({ shiftId }) => shiftId}
          empty={<EmptyState icon={<CalendarClock />} title={t("none")} description={t("noneText")} />}
        />
      </Card>
      {repaired.length > 0 ? (
        <Card title={tFaults("repaired")}>
          <FaultList faults={repaired} />
        </Card>
      ) : null}
    </div>
  );
}
