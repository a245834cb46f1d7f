"use client";

import { useLocale, useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { formatInstant } from "@/components/ui/instant";
import type { RecordedViolation } from "@/server/core/decision-record";
import { useWord } from "./names";

/** Why a certification does not hold: the name of the standard that fails, or where the certification stands. */
function usePaper(record: OversightRecord): (reason: string) => string {
  const word = useWord("record.blocked");
  const isEnglish = useLocale() === "en";
  return (reason) => {
    const id = reason.startsWith("standard:") ? reason.slice("standard:".length) : null;
    const rule = record.standards.titles.find((it) => it.id === id);
    if (rule) return isEnglish ? rule.titleEn : rule.titleZh;
    return id ?? word(reason, reason);
  };
}

/**
 * A broken rule in words with its figures. Seconds of a decision count from the start of its day, `epochMs`.
 */
export function useViolation(
  record: OversightRecord,
): (violation: RecordedViolation, epochMs: number, locale: string) => string {
  const t = useTranslations("record");
  const fleet = useWord("fleet");
  const { timeZone } = useDesk();
  const paper = usePaper(record);
  return ({ constraint, detail }, epochMs, locale) => {
    const listed = (group: string, value: unknown) =>
      String(value ?? "")
        .split(",")
        .map((it) => fleet(`${group}.${it}`, it))
        .join(t("comma"));
    const people = String(detail.missing ?? "")
      .split(", ")
      .map((it) => it.replace(/^\w+/, (duty) => fleet(`duties.${duty}`, duty)))
      .join(t("comma"));
    const kilometres = (value: unknown) => Math.round(Number(value ?? 0) / 1000);
    const clock = (value: unknown) =>
      formatInstant(epochMs + Number(value ?? 0) * 1000, "time", timeZone, locale);
    const span = (value: unknown) => t("minutes", { count: Math.ceil(Number(value ?? 0) / 60) });
    return t(`decisions.constraints.${constraint}`, {
      missing: listed("equipment", detail.missing),
      has: listed("classes", detail.has),
      allowed: listed("classes", detail.allowed),
      duty: listed("duties", detail.duty),
      needed: detail.needed ?? "?",
      aboard: detail.aboard ?? "?",
      latest: clock(detail.latestSeconds),
      start: clock(detail.startSeconds),
      late: span(detail.lateSeconds),
      ride: span(detail.rideSeconds),
      limit: constraint === "bariatric" ? (detail.limitKg ?? "?") : span(detail.limitSeconds),
      wait: span(detail.waitSeconds),
      back: clock(detail.returnSeconds),
      end: clock(detail.shiftEndSeconds),
      subject: String(detail.subject ?? ""),
      paper: paper(String(detail.paper ?? "")),
      distance: kilometres(detail.distanceMetres),
      rule: paper(`standard:${detail.rule ?? ""}`),
      people,
      empty: kilometres(detail.emptyMetres),
      emptyLimit: kilometres(detail.limitMetres),
      drivers: detail.drivers ?? "?",
      patient: detail.patientKg ?? "?",
    });
  };
}
