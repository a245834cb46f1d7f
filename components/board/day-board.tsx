"use client";

import { Maximize2, Minimize2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useKept } from "@/components/booking/kept";
import { useDesk } from "@/components/plan/desk";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Instant } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { Toolbar } from "@/components/ui/toolbar";
import { MoveRow } from "./move-row";
import { byRisk, type Risk, riskOf } from "./risk";
import { type Direction, directions, type InitialMoves, type Move, useMoves } from "./use-moves";

const states = ["all", "attention", "moving", "planned", "over"] as const;
type State = (typeof states)[number];

const stateOfRisk: Record<Risk, Exclude<State, "all">> = {
  stopped: "attention",
  late: "attention",
  unassigned: "attention",
  at_door: "attention",
  coming: "moving",
  on_the_way: "moving",
  planned: "planned",
  over: "over",
};

const initialLook = { isBig: false, direction: "both" as Direction | "both", state: "all" as State };

/** Today's departures and arrivals, live, what needs a hand on top; big letters for the wall. */
export function DayBoard({ initial }: { initial: InitialMoves }) {
  const t = useTranslations("board");
  const { regionId, timeZone } = useDesk();
  const { value: look, set } = useKept(`anzhuan.board.${regionId}`, "local", initialLook);
  const [text, setText] = useState("");
  const { moves, now, error } = useMoves(initial);
  const wanted = text.trim();
  const isFiltered = wanted !== "" || look.state !== "all";
  const shown = moves
    .filter((move) => look.state === "all" || stateOfRisk[riskOf(move, now)] === look.state)
    .filter((move) => !wanted || wordsOf(move).some((word) => word.includes(wanted)))
    .sort(byRisk(now));
  const urgent = moves.filter((move) => stateOfRisk[riskOf(move, now)] === "attention").length;
  const columns = directions.filter((direction) => look.direction === "both" || look.direction === direction);
  return (
    <div className={classNames(look.isBig && "text-xl")}>
      <PageHeader
        title={t("title")}
        lead={<Instant at={now} form="longDate" timeZone={timeZone} />}
        meta={
          <p role="status" className={urgent > 0 ? "font-semibold text-late" : "text-ok"}>
            {t("urgent", { count: urgent })}
          </p>
        }
        actions={
          <>
            <p className="self-center font-semibold text-2xl tabular-nums">
              <span className="sr-only">{t("clock")} </span>
              <Instant at={now} form="time" timeZone={timeZone} />
            </p>
            <Button variant="secondary" aria-pressed={look.isBig} onClick={() => set({ isBig: !look.isBig })}>
              {look.isBig ? <Minimize2 aria-hidden="true" /> : <Maximize2 aria-hidden="true" />}
              {t("big")}
            </Button>
          </>
        }
      />
      <Toolbar label={t("filters.label")}>
        <Field label={t("filters.direction")} className="min-w-0 grow sm:grow-0">
          <Select
            value={look.direction}
            options={(["both", ...directions] as const).map((value) => ({
              value,
              label: t(`filters.${value}`),
            }))}
            onChange={(event) => set({ direction: event.target.value as Direction | "both" })}
          />
        </Field>
        <Field label={t("filters.state")} className="min-w-0 grow sm:grow-0">
          <Select
            value={look.state}
            options={states.map((value) => ({ value, label: t(`filters.states.${value}`) }))}
            onChange={(event) => set({ state: event.target.value as State })}
          />
        </Field>
        <Field label={t("filters.text")} className="w-full sm:w-64">
          <Input value={text} autoComplete="off" onChange={(event) => setText(event.target.value)} />
        </Field>
      </Toolbar>
      <FailureNote error={error} />
      <div className={classNames("grid items-start gap-6", columns.length > 1 && "xl:grid-cols-2")}>
        {columns.map((direction) => (
          <Column
            key={direction}
            direction={direction}
            moves={shown.filter((move) => move.direction === direction)}
            now={now}
            isBig={look.isBig}
            isFiltered={isFiltered}
          />
        ))}
      </div>
    </div>
  );
}

const wordsOf = ({ number, patient, plate, from, to }: Move) => [
  number,
  patient,
  plate ?? "",
  from.label,
  to.label,
];

interface ColumnProps {
  direction: Direction;
  moves: Move[];
  now: number;
  isBig: boolean;
  isFiltered: boolean;
}

function Column({ direction, moves, now, isBig, isFiltered }: ColumnProps) {
  const t = useTranslations("board");
  return (
    <section aria-labelledby={`board-${direction}`}>
      <h2 id={`board-${direction}`} className="mb-3 flex items-center gap-2 text-xl">
        {t(`filters.${direction}`)}
        <span className="min-w-7 rounded-full bg-sunken px-2 text-center text-base tabular-nums">
          {moves.length}
        </span>
      </h2>
      {moves.length === 0 ? (
        <p className="rounded-lg border border-line border-dashed px-4 py-8 text-center text-ink-soft">
          {t(isFiltered ? "none.fitting" : `none.${direction}`)}
        </p>
      ) : (
        <ol className="grid gap-3">
          {moves.map((move) => (
            <li key={move.id}>
              <MoveRow move={move} now={now} isBig={isBig} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
