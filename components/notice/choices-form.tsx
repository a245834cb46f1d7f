"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ListSkeleton } from "@/components/ui/skeleton";
import { showToast } from "@/components/ui/toast";
import {
  type ChosenChannel,
  chosenChannels,
  chosenKinds,
  type NoticeChoices,
  usualChoices,
} from "@/server/core/notice";

/** What a person wants to hear by which way, and in which hours the telephone keeps quiet. */
export function ChoicesForm() {
  const trpc = useTRPC();
  const own = useQuery(trpc.notice.choices.queryOptions());
  if (own.error) return <FailureNote error={own.error} onRetry={() => void own.refetch()} />;
  return own.data ? <Form initial={own.data} /> : <ListSkeleton rows={5} rowClassName="h-14" />;
}

type Kind = (typeof chosenKinds)[number];

function switched(choices: NoticeChoices, kind: Kind, channel: ChosenChannel, isOn: boolean): NoticeChoices {
  const others = (choices.off[kind] ?? []).filter((each) => each !== channel);
  return { ...choices, off: { ...choices.off, [kind]: isOn ? others : [...others, channel] } };
}

function Form({ initial }: { initial: NoticeChoices }) {
  const t = useTranslations("notice");
  const trpc = useTRPC();
  const [choices, setChoices] = useState(initial);
  const save = useMutation(
    trpc.notice.choose.mutationOptions({ onSuccess: () => showToast({ tone: "ok", title: t("saved") }) }),
  );
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(choices);
      }}
    >
      <FailureNote error={save.error} />
      {chosenKinds.map((kind) => (
        <fieldset key={kind} className="grid gap-1 border-line border-b pb-3">
          <legend className="font-semibold">{t(`kinds.${kind}`)}</legend>
          <p className="text-ink-soft text-sm">{t(`kindTexts.${kind}`)}</p>
          <div className="flex flex-wrap gap-x-6">
            {chosenChannels.map((channel) => (
              <Checkbox
                key={channel}
                label={t(`channels.${channel}`)}
                checked={!(choices.off[kind] ?? []).includes(channel)}
                onChange={(event) => setChoices(switched(choices, kind, channel, event.target.checked))}
              />
            ))}
          </div>
        </fieldset>
      ))}
      <p className="text-ink-soft text-sm">{t("always")}</p>
      <QuietHours choices={choices} onChange={setChoices} />
      <Button type="submit" loading={save.isPending} className="justify-self-start">
        {t("save")}
      </Button>
    </form>
  );
}

function QuietHours({
  choices,
  onChange,
}: {
  choices: NoticeChoices;
  onChange: (next: NoticeChoices) => void;
}) {
  const t = useTranslations("notice.quiet");
  const { quiet } = choices;
  return (
    <fieldset className="grid gap-3">
      <legend className="font-semibold">{t("title")}</legend>
      <Checkbox
        label={t("on")}
        description={t("text")}
        checked={quiet !== null}
        onChange={(event) =>
          onChange({ ...choices, quiet: event.target.checked ? usualChoices.quiet : null })
        }
      />
      {quiet ? (
        <div className="grid max-w-sm grid-cols-2 gap-4">
          <Field label={t("from")}>
            <Input
              type="time"
              required
              value={quiet.from}
              onChange={(event) => onChange({ ...choices, quiet: { ...quiet, from: event.target.value } })}
            />
          </Field>
          <Field label={t("until")}>
            <Input
              type="time"
              required
              value={quiet.until}
              onChange={(event) => onChange({ ...choices, quiet: { ...quiet, until: event.target.value } })}
            />
          </Field>
        </div>
      ) : null}
    </fieldset>
  );
}
