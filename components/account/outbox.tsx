"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ApiProvider } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ListSkeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { fetchOutbox, type OutboxEntryView } from "./outbox-entry";
import { OutboxMessage } from "./outbox-message";

const refreshMs = 3_000;

interface OutboxProps {
  /** Show only what was sent to contacts holding this. */
  startFilter: string;
  timeZone: string;
}

/** Everything that the demonstration sent, kept fresh. */
export function Outbox(props: OutboxProps) {
  return (
    <ApiProvider>
      <OutboxLists {...props} />
    </ApiProvider>
  );
}

/** Contacts compare without the blanks, dashes and country code that people type. */
const folded = (text: string) => text.toLowerCase().replace(/[\s-]/g, "").replace(/^\+86/, "");

function OutboxLists({ startFilter, timeZone }: OutboxProps) {
  const t = useTranslations("account.outbox");
  const [filter, setFilter] = useState(startFilter);
  const outbox = useQuery({ queryKey: ["outbox"], queryFn: fetchOutbox, refetchInterval: refreshMs });
  const isTo = ({ to, subject }: OutboxEntryView) =>
    folded(to).includes(folded(filter)) || subject.includes(filter.trim());
  const shown = (outbox.data ?? []).filter(isTo);
  const list = (entries: OutboxEntryView[]) =>
    outbox.isPending ? (
      <ListSkeleton rows={4} />
    ) : (
      <EntryList entries={entries} filter={filter} timeZone={timeZone} />
    );
  const authenticators = shown.filter(({ channel }) => channel === "authenticator");
  const messages = shown.filter(({ channel }) => channel !== "authenticator");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      {outbox.isError ? (
        <Alert tone="warn" live>
          {t("failed")}
        </Alert>
      ) : null}
      <Field label={t("filter")} hint={t("filterHint")} className="max-w-md">
        <Input
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          type="search"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <Tabs
        label={t("title")}
        tabs={[
          { value: "messages", label: t("messages"), count: messages.length, content: list(messages) },
          {
            value: "authenticators",
            label: t("authenticators"),
            count: authenticators.length,
            content: (
              <>
                <p className="mb-4 text-ink-soft">{t("authenticatorsText")}</p>
                {list(authenticators)}
              </>
            ),
          },
        ]}
      />
    </div>
  );
}

function EntryList({
  entries,
  filter,
  timeZone,
}: {
  entries: OutboxEntryView[];
  filter: string;
  timeZone: string;
}) {
  const t = useTranslations("account.outbox");
  if (entries.length === 0) {
    const query = filter.trim();
    return query ? (
      <EmptyState title={t("noMatch", { query })} description={t("noMatchText")} />
    ) : (
      <EmptyState title={t("none")} description={t("noneText")} />
    );
  }
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {numbered(entries).map(({ key, entry }) => (
        <OutboxMessage key={key} entry={entry} timeZone={timeZone} />
      ))}
    </ul>
  );
}

/** Keys that stay while the list grows at its head: the same person may be told several things at one instant. */
function numbered(entries: OutboxEntryView[]): { key: string; entry: OutboxEntryView }[] {
  const seen = new Map<string, number>();
  return entries
    .toReversed()
    .map((entry) => {
      const name = `${entry.channel} ${entry.to} ${entry.channel === "authenticator" ? "" : entry.at}`;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return { key: `${name} ${count}`, entry };
    })
    .toReversed();
}
