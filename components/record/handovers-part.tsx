"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import { patientState } from "@/server/core/handover";
import { useWord } from "./names";

type Handover = OversightRecord["handovers"][number];

function useStateItems(handover: Handover) {
  const t = useTranslations("record");
  const word = useWord("handover");
  const read = patientState.safeParse(handover.state);
  if (!read.success) return [];
  const { consciousness, breathing, painScore, lines, papers, belongings, remarks } = read.data;
  const listed = (group: string, items: readonly string[]) =>
    items.map((it) => word(`${group}.${it}`, it)).join(t("comma"));
  const condition = [
    word(`consciousness.${consciousness}`, consciousness),
    word(`breathing.${breathing}`, breathing),
  ];
  if (painScore !== null) condition.push(t("handovers.pain", { score: painScore }));
  return [
    { term: t("handovers.state"), value: condition.join(t("comma")) },
    { term: t("handovers.lines"), value: listed("lines", lines) || t("none") },
    { term: t("handovers.papers"), value: listed("papers", papers) || t("none") },
    { term: t("handovers.belongings"), value: belongings || t("none") },
    { term: t("handovers.remarks"), value: remarks || t("none") },
  ];
}

function Signature({ fileId, role, name }: { fileId: string; role: string; name: string }) {
  const t = useTranslations("record.handovers");
  return (
    <figure className="grid gap-1">
      <figcaption className="text-ink-soft text-sm">
        {role}: {name}
      </figcaption>
      {/* biome-ignore lint/performance/noImgElement: behind a verb that authorises; no optimiser may fetch it */}
      <img
        src={`/api/files/${fileId}`}
        alt={t("signature", { name })}
        className="h-20 w-full max-w-56 rounded-md border border-line bg-surface object-contain"
      />
    </figure>
  );
}

function HandoverView({ handover }: { handover: Handover }) {
  const t = useTranslations("record.handovers");
  const { timeZone } = useDesk();
  const state = useStateItems(handover);
  const how = t(`how.${handover.identifiedBy}`);
  return (
    <section className="keep-together grid content-start gap-3">
      <h3 className="font-semibold">
        {t(`ends.${handover.end}`)} · <Instant at={handover.happenedAt} timeZone={timeZone} />
      </h3>
      <DescriptionList
        items={[
          {
            term: t("identified"),
            value: handover.identifiedReason ? `${how} (${handover.identifiedReason})` : how,
          },
          ...state,
        ]}
      />
      <div className="grid grid-cols-2 gap-4">
        <Signature fileId={handover.giverSignatureId} role={t("giver")} name={handover.giverName} />
        <Signature fileId={handover.receiverSignatureId} role={t("receiver")} name={handover.receiverName} />
      </div>
    </section>
  );
}

/** Who gave the patient to whom, in what state, with both signatures. */
export function HandoversPart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record");
  return (
    <Card title={t("parts.handovers")}>
      {record.handovers.length === 0 ? <p>{t("none")}</p> : null}
      <div className="grid gap-8 lg:grid-cols-2">
        {record.handovers.map((handover) => (
          <HandoverView key={handover.id} handover={handover} />
        ))}
      </div>
    </Card>
  );
}
