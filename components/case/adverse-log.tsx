"use client";

import { useTranslations } from "next-intl";
import type { AdverseRecord } from "@/components/api/outputs";
import { FileLinks } from "@/components/paper/file-links";
import { useDesk } from "@/components/plan/desk";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";

type Entry = AdverseRecord["entries"][number];

/** What was done about an event and who was told, in order, with its photos. */
export function AdverseEntries({ entries }: { entries: readonly Entry[] }) {
  const t = useTranslations("case.adverse");
  const { timeZone } = useDesk();
  return (
    <ol className="grid gap-3">
      {entries.map((entry) => (
        <li key={entry.id} className="border-line border-s-2 ps-3">
          <p className="text-ink-soft text-sm">
            {entry.party
              ? t("toldParty", { party: t(`parties.${entry.party}`), count: entry.told ?? 1 })
              : t(`entries.${entry.kind}`)}{" "}
            · <Instant at={entry.createdAt} form="exact" timeZone={timeZone} />
          </p>
          {entry.text ? <p className="whitespace-pre-line">{entry.text}</p> : null}
          <FileLinks fileIds={entry.files} nameOf={(number) => t("photo", { number })} />
        </li>
      ))}
    </ol>
  );
}

export function AdverseLog({ data }: { data: AdverseRecord }) {
  const t = useTranslations("case.adverse");
  if (data.entries.length === 0) return null;
  return (
    <Card title={t("log")}>
      <AdverseEntries entries={data.entries} />
    </Card>
  );
}
