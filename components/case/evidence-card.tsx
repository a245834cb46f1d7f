"use client";

import { useTranslations } from "next-intl";
import type { ComplaintRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Card } from "@/components/ui/card";
import { type Description, DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { TrackMap } from "./track-map";

type Evidence = ComplaintRecord["evidence"][number];
type EvidenceOf<K extends Evidence["kind"]> = Extract<Evidence, { kind: K }>;

function TripFacts({ data }: EvidenceOf<"trip">) {
  const t = useTranslations("case.evidence");
  const { timeZone } = useDesk();
  const at = (value: string | null) =>
    value ? <Instant at={new Date(value)} form="dateTime" timeZone={timeZone} /> : "—";
  const until = data.promisedUntil ? (
    <Instant at={new Date(data.promisedUntil)} form="time" timeZone={timeZone} />
  ) : null;
  const items: Description[] = [
    { term: t("booking"), value: data.bookingNumber },
    {
      term: t("promised"),
      value: (
        <>
          {at(data.promisedFrom)}
          {until ? <>–{until}</> : null}
          {data.promiseMoves > 0 ? ` · ${t("moved", { times: data.promiseMoves })}` : null}
        </>
      ),
    },
    {
      term: t("arrived"),
      value: (
        <>
          {at(data.arrivedPickupAt)}
          {data.lateMinutes === null ? null : (
            <span className={data.lateMinutes > 0 ? "text-late" : "text-ok"}>
              {" "}
              · {data.lateMinutes > 0 ? t("late", { minutes: data.lateMinutes }) : t("inTime")}
            </span>
          )}
        </>
      ),
    },
    { term: t("boarded"), value: at(data.boardedAt) },
    { term: t("ended"), value: at(data.endedAt) },
    { term: t("quoted"), value: data.quotedFen === null ? "—" : <Money fen={data.quotedFen} /> },
    { term: t("billed"), value: data.billedFen === null ? "—" : <Money fen={data.billedFen} /> },
  ];
  return <DescriptionList items={items} />;
}

function ScanFacts({ data }: EvidenceOf<"scan">) {
  const t = useTranslations("case.evidence");
  const tScan = useTranslations("marking.outcomes");
  const tMatch = useTranslations("marking.trips");
  const { timeZone } = useDesk();
  const items: Description[] = [
    { term: t("mark"), value: data.mark },
    {
      term: t("scannedAt"),
      value: <Instant at={new Date(data.scannedAt)} form="dateTime" timeZone={timeZone} />,
    },
    { term: t("outcome"), value: tScan.has(data.outcome) ? tScan(data.outcome) : data.outcome },
    ...(data.tripMatch
      ? [{ term: t("match"), value: tMatch.has(data.tripMatch) ? tMatch(data.tripMatch) : data.tripMatch }]
      : []),
  ];
  return <DescriptionList items={items} />;
}

function Piece({ piece }: { piece: Evidence }) {
  const t = useTranslations("case.evidence");
  switch (piece.kind) {
    case "trip":
      return <TripFacts {...piece} />;
    case "positions":
      return (
        <>
          <p className="mb-2">{t("fixes", { count: piece.data.count })}</p>
          <TrackMap track={piece.data.track} />
        </>
      );
    case "scan":
      return <ScanFacts {...piece} />;
    case "rating":
      return (
        <p>
          {t("score", { score: piece.data.score })}
          {piece.data.text ? ` · ${piece.data.text}` : null}
        </p>
      );
  }
}

/** What the platform attached to a case by itself, each piece as it stood then, with its hash. */
export function EvidenceCard({ evidence }: { evidence: Evidence[] }) {
  const t = useTranslations("case.evidence");
  const { timeZone } = useDesk();
  return (
    <Card title={t("title")}>
      {evidence.length === 0 ? <p className="text-ink-soft">{t("none")}</p> : null}
      <div className="grid gap-5">
        {evidence.map((piece) => (
          <section key={piece.id} className="grid gap-2">
            <h3 className="font-semibold">
              {t(`kinds.${piece.kind}`)}{" "}
              <span className="font-normal text-ink-soft text-sm">
                {t("asOf")} <Instant at={piece.at} form="dateTime" timeZone={timeZone} />
              </span>
            </h3>
            <Piece piece={piece} />
            <p className="break-all font-mono text-ink-soft text-xs">SHA-256 {piece.sha256}</p>
          </section>
        ))}
      </div>
    </Card>
  );
}
