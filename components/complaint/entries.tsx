"use client";

import { useTranslations } from "next-intl";
import { FileLinks } from "@/components/paper/file-links";
import { Instant } from "@/components/ui/instant";
import type { CaseDecision } from "@/server/core/case";

interface Said {
  id: string;
  kind: string;
  text: string;
  createdAt: Date;
  mine: boolean;
  files?: string[];
}

interface CaseEntriesProps {
  entries: Said[];
  decision: CaseDecision | null;
  timeZone: string;
  now: number;
  /** The link that opens the files, where nobody is signed in. */
  token?: string;
}

/** All that was said in a case and how it was carried up, as whoever complained reads it. */
export function CaseEntries({ entries, decision, timeZone, now, token }: CaseEntriesProps) {
  const t = useTranslations("complaint");
  const last = entries.findLast(({ kind }) => kind === "closed");
  return (
    <ol className="mt-2 grid gap-2">
      {entries.map((entry) => (
        <li
          key={entry.id}
          className={entry.mine ? "rounded-md bg-primary-soft p-2.5" : "rounded-md bg-sunken p-2.5"}
        >
          <p className="text-ink-soft text-xs">
            {t(entry.mine ? "you" : `kinds.${entry.kind}`)} ·{" "}
            <Instant at={entry.createdAt} timeZone={timeZone} now={now} />
          </p>
          {entry === last && decision ? <p className="font-semibold">{t(`decisions.${decision}`)}</p> : null}
          {entry.text ? <p className="whitespace-pre-wrap break-words">{entry.text}</p> : null}
          <FileLinks
            fileIds={entry.files ?? []}
            nameOf={(number) => t("photos.name", { number })}
            token={token}
          />
        </li>
      ))}
    </ol>
  );
}
