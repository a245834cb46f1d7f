"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { RepairOptionView } from "@/components/api/outputs";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Instant, TimeRange } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { useDesk } from "./desk";

interface RepairOptionCardProps {
  option: RepairOptionView;
  onTake: () => void;
}

/** One way out: who rides with which vehicle, whose promise moves and by how much, who is left and why, and the cost. */
export function RepairOptionCard({ option, onTake }: RepairOptionCardProps) {
  const t = useTranslations("repair");
  const { timeZone } = useDesk();
  const { kind, moves, promises, unplaced, addedCostFen } = option;
  return (
    <Card title={t(`kinds.${kind}.title`)} footer={<Button onClick={onTake}>{t("take")}</Button>}>
      <p className="mb-4 text-ink-soft">{t(`kinds.${kind}.text`)}</p>
      <div className="grid gap-4">
        <Part title={t("moves", { count: moves.length })}>
          {moves.map(({ bookingId, number, plate, pickupAt }) => (
            <li key={bookingId}>
              {number} → {plate} · <Instant at={pickupAt} form="time" timeZone={timeZone} />
            </li>
          ))}
        </Part>
        <Part title={t("promises", { count: promises.length })}>
          {promises.map(({ bookingId, number, before, after, byMinutes }) => (
            <li key={bookingId}>
              {number}{" "}
              <s>
                <TimeRange from={before.from} to={before.until} timeZone={timeZone} withoutDay />
              </s>{" "}
              → <TimeRange from={after.from} to={after.until} timeZone={timeZone} withoutDay />{" "}
              <strong className="text-late">{t("later", { minutes: byMinutes })}</strong>
            </li>
          ))}
        </Part>
        <Part title={t("unplaced", { count: unplaced.length })}>
          {unplaced.map(({ bookingId, number, reasons }) => (
            <li key={bookingId}>
              {number} ·{" "}
              {reasons.length === 0
                ? t("noVehicle")
                : reasons.map((it) => t(`constraints.${it}`)).join(t("comma"))}
            </li>
          ))}
        </Part>
        <p>
          {t("cost")} <Money fen={addedCostFen} />
        </p>
      </div>
    </Card>
  );
}

function Part({ title, children }: { title: string; children: ReactNode[] }) {
  return (
    <section>
      <h3 className="text-base">{title}</h3>
      {children.length > 0 ? <ul className="mt-1 grid gap-1 tabular-nums">{children}</ul> : null}
    </section>
  );
}
