"use client";

import { useTranslations } from "next-intl";
import { useWord } from "@/components/record/names";

/** A deed in words, above the verb as it is stored. */
export function Deed({ verb }: { verb: string }) {
  const word = useWord("deed.verbs");
  return (
    <>
      {word(verb, verb)}
      <code className="block font-normal text-ink-soft text-xs">{verb}</code>
    </>
  );
}

/** In what role somebody acted, and `user:1234…` short enough for a table, whole on hover. */
export function Who({ actor, role }: { actor: string; role: string }) {
  const word = useWord("deed.roles");
  return (
    <span title={actor}>
      {word(role, role)}{" "}
      <span className="block whitespace-nowrap text-ink-soft text-xs">{actor.slice(0, 18)}</span>
    </span>
  );
}

const shortCharacters = 90;

/** What a verb changed, as stored: masked values only. What is long opens by a tap, and in print. */
export function Change({ before, after }: { before: unknown; after: unknown }) {
  const t = useTranslations("record.audit");
  if (!before && !after) return "—";
  const stored = [before, after].map((it) => (it ? JSON.stringify(it) : ""));
  const content = (
    <span className="grid gap-0.5 break-all font-mono text-xs">
      {before ? <span className="text-ink-soft">{`${t("before")} ${stored[0]}`}</span> : null}
      {after ? <span>{`${t("after")} ${stored[1]}`}</span> : null}
    </span>
  );
  if (stored.join("").length <= shortCharacters) return content;
  return (
    <details>
      <summary className="min-h-6 text-primary">{t("open")}</summary>
      {content}
    </details>
  );
}
