"use client";

import { useLocale, useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Replay } from "@/components/proof/replay";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { formatMoney, Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import type { RecordedCandidate } from "@/server/core/decision-record";
import { useNames, useWord } from "./names";
import { useViolation } from "./use-violation";

type Decision = OversightRecord["decisions"][number];

const km = (metres: number) => (metres / 1000).toFixed(1);

function useColumns(record: OversightRecord, decision: Decision): Column<RecordedCandidate>[] {
  const t = useTranslations("record");
  const locale = useLocale();
  const { plate, vehicleClass, operator } = useNames(record);
  const fleet = useWord("fleet.classes");
  const broken = useViolation(record);
  const epochMs = decision.basis.fits.epochMs;
  return [
    {
      key: "candidate",
      header: t("decisions.candidate"),
      isRowHeader: true,
      cell: ({ shiftId }) => {
        const kind = vehicleClass(shiftId);
        return (
          <>
            {plate(shiftId)}
            <span className="block font-normal text-ink-soft text-sm">{kind ? fleet(kind, kind) : ""}</span>
          </>
        );
      },
    },
    { key: "operator", header: t("decisions.operator"), cell: ({ operatorId }) => operator(operatorId) },
    { key: "place", header: t("decisions.place"), align: "end", cell: ({ place }) => place ?? "—" },
    {
      key: "added",
      header: t("decisions.added"),
      align: "end",
      isTight: true,
      cell: ({ addedMetres }) => t("kilometres", { km: km(addedMetres) }),
    },
    {
      key: "empty",
      header: t("decisions.empty"),
      align: "end",
      isTight: true,
      cell: ({ emptyMetres }) => t("kilometres", { km: km(emptyMetres) }),
    },
    {
      key: "cost",
      header: t("decisions.cost"),
      align: "end",
      isTight: true,
      cell: ({ addedCostFen }) => <Money fen={addedCostFen} />,
    },
    {
      key: "why",
      header: t("decisions.why"),
      cell: (it) => (
        <span className="grid gap-1">
          {it.shiftId === decision.chosenShiftId ? <Badge tone="ok">{t("decisions.chosen")}</Badge> : null}
          {it.feasible && it.shiftId !== decision.chosenShiftId ? <span>{t("decisions.fits")}</span> : null}
          {it.backsSlot ? <span className="text-ink-soft text-sm">{t("decisions.backs")}</span> : null}
          {it.askedBefore ? <span className="text-ink-soft text-sm">{t("decisions.asked")}</span> : null}
          {/* Two promises can be broken by the same minutes: each sentence is said once. */}
          {[...new Set(it.violations.map((violation) => broken(violation, epochMs, locale)))].map((words) => (
            <span key={words} className="text-danger text-sm">
              {words}
            </span>
          ))}
        </span>
      ),
    },
  ];
}

function Standings({ record, decision }: { record: OversightRecord; decision: Decision }) {
  const t = useTranslations("record.decisions");
  const locale = useLocale();
  const { operator } = useNames(record);
  const { allocation, ruleVersions } = decision.basis;
  const share = (ppm: number) =>
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(ppm / 1_000_000);
  const rows = allocation.standings.map((it) => ({
    ...it,
    ...allocation.operators.find(({ operatorId }) => operatorId === it.operatorId),
  }));
  return (
    <div className="grid gap-2 border-line border-t pt-3">
      <h4 className="px-4 font-medium sm:px-5">{t("standing")}</h4>
      <Table
        caption={t("standing")}
        columns={[
          {
            key: "operator",
            header: t("operator"),
            isRowHeader: true,
            cell: (row) => operator(row.operatorId),
          },
          {
            key: "hours",
            header: t("hours"),
            align: "end",
            cell: (row) => t("hoursValue", { count: Math.round((row.capacitySeconds ?? 0) / 3600) }),
          },
          { key: "trips", header: t("trips"), align: "end", cell: (row) => row.assignedTrips ?? 0 },
          { key: "capacity", header: t("capacity"), align: "end", cell: (row) => share(row.capacityPpm) },
          { key: "assigned", header: t("assigned"), align: "end", cell: (row) => share(row.assignedPpm) },
          { key: "shortfall", header: t("shortfall"), align: "end", cell: (row) => share(row.shortfallPpm) },
        ]}
        rows={rows}
        rowKey={({ operatorId }) => operatorId}
      />
      <p className="px-4 pb-3 text-ink-soft text-sm sm:px-5">
        {t("rule", {
          rule: ruleVersions.allocation,
          best: formatMoney(allocation.bestCostFen, locale),
          limit: formatMoney(allocation.limitCostFen, locale),
        })}
      </p>
    </div>
  );
}

function DecisionView({ record, decision }: { record: OversightRecord; decision: Decision }) {
  const t = useTranslations("record.decisions");
  const { timeZone } = useDesk();
  const { operator, plate } = useNames(record);
  const columns = useColumns(record, decision);
  const fits = decision.candidates
    .filter(({ feasible }) => feasible)
    .toSorted((a, b) => (a.place ?? 999) - (b.place ?? 999));
  const others = decision.candidates.filter(({ feasible }) => !feasible);
  return (
    <section className="border-line border-b last:border-b-0">
      <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3 sm:px-5">
        <span className="font-semibold">
          {t(`kinds.${decision.kind}`)} · {t("round", { round: decision.basis.round })}
        </span>
        <Instant at={decision.createdAt} form="exact" timeZone={timeZone} className="text-ink-soft text-sm" />
        {decision.chosenShiftId ? (
          <Badge tone="ok" className="whitespace-normal!">
            {`${plate(decision.chosenShiftId)} · ${operator(decision.chosenOrgId)}`}
          </Badge>
        ) : (
          <Badge tone="danger">{t("none")}</Badge>
        )}
      </h3>
      <p className="px-4 py-2 text-ink-soft text-sm sm:px-5">
        {t("looked", { count: decision.candidates.length, fits: fits.length })}
        {decision.basis.erased ? ` ${t("erased")}` : null}
      </p>
      {fits.length > 0 ? (
        <Table caption={t("candidate")} columns={columns} rows={fits} rowKey={({ shiftId }) => shiftId} />
      ) : null}
      {others.length > 0 ? (
        <details open={fits.length === 0}>
          <summary className="min-h-9 px-4 py-2 text-primary sm:px-5">
            {t("rest", { count: others.length })}
          </summary>
          <Table caption={t("candidate")} columns={columns} rows={others} rowKey={({ shiftId }) => shiftId} />
        </details>
      ) : null}
      <Standings record={record} decision={decision} />
      <Replay decisionId={decision.id} />
    </section>
  );
}

/** Each match with all candidates, what each would have cost or broken, and how the operators stood. */
export function DecisionsPart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record");
  return (
    <Card title={t("parts.decisions")} flush>
      {record.decisions.length === 0 ? <p className="px-4 pb-4 sm:px-5">{t("none")}</p> : null}
      {record.decisions.map((decision) => (
        <DecisionView key={decision.id} record={record} decision={decision} />
      ))}
    </Card>
  );
}
