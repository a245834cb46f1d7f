"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { OversightRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Instant } from "@/components/ui/instant";
import { stateAt, type Turn, turnsOf } from "@/server/core/trip-history";
import { historyOf } from "./history-of";
import { MomentMap } from "./moment-map";
import { MomentState } from "./moment-state";
import { useWord } from "./names";

interface TurnsProps {
  turns: Turn[];
  at: number;
  onChoose: (at: number) => void;
}

/** Every turning point: a tap shows how things stood then. */
function Turns({ turns, at, onChoose }: TurnsProps) {
  const t = useTranslations("record.moment");
  const word = useWord("trip.sent");
  const { timeZone } = useDesk();
  const current = turns.findLastIndex((turn) => turn.at.getTime() <= at);
  return (
    <ol aria-label={t("turns")} className="grid max-h-80 content-start overflow-y-auto">
      {turns.map((turn) => (
        <li key={turn.place}>
          <button
            type="button"
            aria-current={turn.place === current ? "step" : undefined}
            onClick={() => onChoose(turn.at.getTime())}
            className={classNames(
              "flex min-h-9 w-full items-center gap-3 rounded-sm px-2 text-start hover:bg-sunken",
              turn.place === current ? "bg-primary-soft font-medium" : "",
              turn.place > current ? "text-ink-soft" : "",
            )}
          >
            <Instant
              at={turn.at}
              form="exact"
              timeZone={timeZone}
              className="shrink-0 text-sm tabular-nums"
            />
            <span>{turn.what === "event" ? word(turn.kind, turn.kind) : t(`what.${turn.what}`)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

interface TimeProps {
  first: number;
  last: number;
  at: number;
  turns: Turn[];
  onChange: (at: number) => void;
}

/** Any instant between the first and the last turn; the arrows go from turn to turn. */
function Time({ first, last, at, turns, onChange }: TimeProps) {
  const t = useTranslations("record.moment");
  const { timeZone } = useDesk();
  const instants = turns.map((turn) => turn.at.getTime());
  const [before, after] = [instants.findLast((it) => it < at), instants.find((it) => it > at)];
  return (
    <div className="grid gap-2">
      <p aria-live="polite" className="font-semibold text-lg">
        <Instant at={at} form="exact" timeZone={timeZone} />
      </p>
      <div className="flex items-center gap-2">
        <Button
          size="icon"
          variant="secondary"
          aria-label={t("before")}
          disabled={before === undefined}
          onClick={() => onChange(before ?? at)}
        >
          <ChevronLeft aria-hidden="true" />
        </Button>
        <input
          type="range"
          aria-label={t("slider")}
          min={first}
          max={last}
          step={1000}
          value={at}
          onChange={({ target }) => onChange(Number(target.value))}
          className="h-11 min-w-0 grow accent-primary"
        />
        <Button
          size="icon"
          variant="secondary"
          aria-label={t("after")}
          disabled={after === undefined}
          onClick={() => onChange(after ?? at)}
        >
          <ChevronRight aria-hidden="true" />
        </Button>
      </div>
    </div>
  );
}

/** How the booking stood at any moment: status, vehicle, promise and place as the record says they were then. */
export function MomentPart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record");
  const history = useMemo(() => historyOf(record), [record]);
  const turns = useMemo(() => turnsOf(history), [history]);
  const [first, last] = [turns[0]?.at.getTime() ?? 0, turns.at(-1)?.at.getTime() ?? 0];
  const [at, setAt] = useState(last);
  const state = stateAt(history, new Date(at));
  return (
    <Card title={t("parts.moment")} className="no-print">
      <p className="mb-4 max-w-prose text-ink-soft">{t("moment.lead")}</p>
      <div className="grid gap-5 lg:grid-cols-2">
        <div className="grid content-start gap-4">
          <Time {...{ first, last, at, turns }} onChange={setAt} />
          <MomentState record={record} state={state} />
          <Turns turns={turns} at={at} onChoose={setAt} />
        </div>
        {history.track.length > 0 || state.position ? (
          <div>
            <MomentMap track={history.track} position={state.position} plate={state.plate} />
          </div>
        ) : (
          <p className="text-ink-soft">{t("moment.noTrack")}</p>
        )}
      </div>
    </Card>
  );
}
