"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { linkInText } from "@/components/ui/text-link";
import type { WrittenLine } from "@/server/core/bill-record";
import { type BillSources, lineBasis, type SourceEvent } from "@/server/core/bill-source";
import { clauseWords } from "@/server/core/tariff/clause";
import { type LineCode, lineLabels } from "@/server/core/tariff/line";

interface LineSourceProps {
  line: Pick<WrittenLine, "code" | "rule" | "quotedFen" | "recomputedFen" | "extraFen">;
  sources: BillSources;
  timeZone: string;
  /** Receipts open only for who is signed in: a link carries no address of a file. */
  opensFiles?: boolean;
}

const inKm = (metres: number) => Math.round(metres / 100) / 10;

/** What one line of a bill was made from: the trip's own notes and measures, and the tariff's clause with its version and source. */
export function LineSource({ line, sources, timeZone, opensFiles }: LineSourceProps) {
  const t = useTranslations("price.source");
  const tPrice = useTranslations("booking.price");
  const locale = useLocale();
  const { tariff } = sources;
  const title = locale === "en" ? tariff.titleEn : tariff.titleZh;
  return (
    <details className="text-xs">
      <summary className="min-h-6 cursor-pointer py-0.5 text-primary">{t("open")}</summary>
      <ul className="grid gap-0.5 ps-3 text-ink-soft">
        <Basis line={line} sources={sources} timeZone={timeZone} opensFiles={opensFiles} />
        <li>
          {t.rich("sums", {
            quoted: () => <Money fen={line.quotedFen} />,
            recomputed: () => <Money fen={line.recomputedFen} />,
          })}
          {line.extraFen > 0 ? t.rich("extra", { extra: () => <Money fen={line.extraFen} /> }) : null}
        </li>
        <li title={line.rule}>
          {t("clause", {
            title,
            version: tariff.version,
            clause: clauseWords(line.rule, tPrice),
            source: tariff.source,
          })}
        </li>
      </ul>
    </details>
  );
}

const isCharge = (code: string): code is LineCode => code in lineLabels;

function Basis({ line, sources, timeZone, opensFiles }: LineSourceProps): ReactNode {
  const t = useTranslations("price.source");
  if (!isCharge(line.code)) return null;
  const { way, staff, pickupClock, events } = sources;
  const noted = (kind: SourceEvent["kind"]) => {
    const own = events.filter((event) => event.kind === kind);
    if (own.length === 0) return <li>{t("noneNoted")}</li>;
    return own.map((event) => (
      <li key={event.id}>
        <Instant at={event.at} timeZone={timeZone} form="dateTime" /> ·{" "}
        <Noted event={event} opensFiles={opensFiles} />
      </li>
    ));
  };
  switch (lineBasis[line.code]) {
    case "way":
      return (
        <li>
          {t(`way.${way.origin}`, { quoted: inKm(way.quotedMetres) })}
          {way.measuredMetres === null
            ? t("notMeasured")
            : t("measured", { measured: inKm(way.measuredMetres) })}
        </li>
      );
    case "waiting":
    case "carry":
    case "toll":
      return noted(lineBasis[line.code] as SourceEvent["kind"]);
    case "staff":
      return (
        <li>
          {t("staff", {
            doctor: staff.doctor,
            nurse: staff.nurse,
            minutes: Math.round(staff.careMinutes ?? 0),
          })}
        </li>
      );
    case "clock":
      return pickupClock ? <li>{t("clock", { clock: pickupClock })}</li> : null;
    case "clause":
      return null;
  }
}

function Noted({ event, opensFiles }: { event: SourceEvent; opensFiles?: boolean }): ReactNode {
  const t = useTranslations("price.source");
  switch (event.kind) {
    case "waiting":
      return t("waiting", { minutes: event.minutes, cause: event.causedBy });
    case "carry":
      return t("carry", { floors: event.floors, bearers: event.bearers, metres: event.flatMetres });
    case "toll":
      return (
        <>
          {t("toll")} <Money fen={event.fen} />
          {opensFiles ? (
            <>
              {" · "}
              <a
                href={`/api/files/${event.photoFileId}`}
                target="_blank"
                rel="noreferrer"
                className={linkInText}
              >
                {t("receipt")}
              </a>
            </>
          ) : null}
        </>
      );
  }
}
