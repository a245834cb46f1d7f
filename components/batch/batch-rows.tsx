"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { PlaceAnswer } from "@/components/booking/answers";
import type { Ward } from "@/components/desk/ward";
import { classNames } from "@/components/ui/class-names";
import type { QuestionSet } from "@/server/core/triage/question-set";
import { type BatchRow, isBooked, isHeld } from "./batch-row";
import { RowFields } from "./row-fields";
import { RowHead } from "./row-head";
import { RowOutcomeView } from "./row-outcome";
import { RowState } from "./row-state";
import type { Batch } from "./use-batch";

interface BatchRowsProps {
  batch: Batch;
  recent: PlaceAnswer[];
  wards: Ward[];
  set: QuestionSet;
  now: number;
  /** Whether what is missing is marked. */
  isChecked: boolean;
  onPlace: (ids: string[]) => void;
}

const edge = (row: BatchRow, now: number) =>
  isBooked(row)
    ? "border-ok"
    : isHeld(row, now)
      ? "border-primary"
      : row.outcome
        ? "border-wait-line"
        : "border-line";

/** The list in the order in which beds are to become free; dragged by the mouse, numbered by the keyboard. */
export function BatchRows(props: BatchRowsProps) {
  const { batch, now } = props;
  const t = useTranslations("batch.rows");
  const [dragged, setDragged] = useState<string | null>(null);
  return (
    <section aria-labelledby="batch-rows">
      <h2 id="batch-rows" className="mb-1 text-lg">
        {t("title", { count: batch.rows.length })}
      </h2>
      <p className="mb-3 text-ink-soft text-sm">{t("order")}</p>
      <ol className="grid gap-3">
        {batch.rows.map((row, at) => (
          <li
            key={row.id}
            data-row
            onDragOver={(event) => event.preventDefault()}
            onDrop={() => {
              if (dragged && dragged !== row.id) batch.move(dragged, at);
              setDragged(null);
            }}
            className={classNames("rounded-xl border-2 bg-surface p-3 shadow-raised sm:p-4", edge(row, now))}
          >
            <Row {...props} row={row} at={at} onDrag={() => setDragged(row.id)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface RowProps extends BatchRowsProps {
  row: BatchRow;
  at: number;
  onDrag: () => void;
}

function Row({ row, at, onDrag, ...rest }: RowProps) {
  const { batch, now, set, isChecked, onPlace } = rest;
  const onChange = (part: Partial<BatchRow>) => batch.change(row.id, part);
  return (
    <div className="grid gap-3">
      <RowHead
        row={row}
        at={at}
        of={batch.rows.length}
        now={now}
        onMove={(to) => batch.move(row.id, to)}
        onRemove={() => batch.remove(row.id)}
        onDrag={onDrag}
      />
      {isBooked(row) ? null : (
        <>
          <RowFields {...rest} row={row} onChange={onChange} />
          <RowState row={row} set={set} isChecked={isChecked} onChange={onChange} />
        </>
      )}
      <RowOutcomeView
        row={row}
        now={now}
        onTake={(part) => onChange(part)}
        onAgain={() => onPlace([row.id])}
      />
    </div>
  );
}
