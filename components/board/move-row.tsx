"use client";

import { ArrowRight } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { MobilityIcon } from "@/components/booking/mobility-icon";
import { useDesk } from "@/components/plan/desk";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { TimeRange } from "@/components/ui/instant";
import { Link } from "@/messages/navigation";
import { dueOf, type Risk, riskOf } from "./risk";
import type { Move } from "./use-moves";

const tones: Record<Risk, BadgeProps["tone"]> = {
  stopped: "danger",
  late: "late",
  unassigned: "wait",
  at_door: "primary",
  coming: "info",
  on_the_way: "info",
  planned: "neutral",
  over: "ok",
};

const edges: Record<Risk, string> = {
  stopped: "border-s-danger",
  late: "border-s-late",
  unassigned: "border-s-wait-line",
  at_door: "border-s-primary",
  coming: "border-s-info",
  on_the_way: "border-s-info",
  planned: "border-s-line",
  over: "border-s-line",
};

/** One move: how it stands, when, who, from where to where, by whom, and when it will be there. */
export function MoveRow({ move, now, isBig }: { move: Move; now: number; isBig: boolean }) {
  const t = useTranslations("board");
  const tWho = useTranslations("booking.who.mobility");
  const isEnglish = useLocale() === "en";
  const { timeZone } = useDesk();
  const risk = riskOf(move, now);
  const due = dueOf(move);
  const operator = isEnglish ? move.operatorEn : move.operatorZh;
  const state =
    risk === "over" ? t(move.status === "cancelled" ? "cancelled" : "completed") : t(`risks.${risk}`);
  return (
    <Link
      href={`/hospital/bookings/${move.id}`}
      className={classNames(
        "keep-together block rounded-lg border border-line border-s-8 bg-surface px-4 py-3 shadow-raised hover:border-primary",
        edges[risk],
        risk === "over" && "bg-paper shadow-none",
      )}
    >
      <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className={classNames("font-bold tabular-nums", isBig ? "text-3xl" : "text-xl")}>
          <TimeRange from={due.from} to={due.until} timeZone={timeZone} now={now} withoutDay />
        </span>
        <span className="flex flex-wrap gap-1.5">
          {move.readyAt && risk !== "over" && risk !== "on_the_way" ? (
            <Badge tone="ok" className={isBig ? "text-lg!" : undefined}>
              {t("ready")}
            </Badge>
          ) : null}
          <Badge tone={tones[risk]} className={isBig ? "text-lg!" : undefined}>
            {state}
          </Badge>
        </span>
      </span>
      <span className={classNames("mt-1.5 flex items-center gap-2", isBig ? "text-2xl" : "text-lg")}>
        <span className="size-6 shrink-0 text-primary">
          <MobilityIcon mobility={move.mobility} />
        </span>
        <strong className="font-semibold">{move.patient || "—"}</strong>
        <span className="sr-only">{tWho(`${move.mobility}.label`)}</span>
        <span className="ms-auto text-ink-soft text-sm tabular-nums">{move.number}</span>
      </span>
      <span className="mt-1 flex flex-wrap items-center gap-x-2">
        <span>{move.from.label}</span>
        <ArrowRight aria-hidden="true" className="size-4 shrink-0 text-ink-soft" />
        <span className="sr-only">{t("to")}</span>
        <span>{move.to.label}</span>
      </span>
      <span className="mt-1.5 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        {move.plate ? (
          <span>
            <span className="rounded border border-primary-strong bg-primary-soft px-1.5 font-semibold tabular-nums">
              {move.plate}
            </span>{" "}
            <span className="text-ink-soft">{operator}</span>
          </span>
        ) : (
          <span className="text-ink-soft">{t(risk === "over" ? "noVehicle" : "vehicleLater")}</span>
        )}
        {move.arrival ? (
          <strong className="font-semibold text-primary">
            {t(`arrival.${move.arrival.at}`)}{" "}
            <TimeRange from={move.arrival.earliest} to={move.arrival.latest} timeZone={timeZone} withoutDay />
          </strong>
        ) : null}
      </span>
    </Link>
  );
}
