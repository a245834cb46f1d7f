"use client";

import { useState } from "react";
import { type FieldValues, FormProvider, useForm } from "react-hook-form";
import { readFailure } from "@/components/api/domain-error";
import { useFailureText } from "@/components/api/failure-text";
import type { RuleRecord } from "@/components/api/outputs";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import type { RuleProblem } from "@/server/core/rule-check";
import { contentFields } from "@/server/core/rule-form";
import { ProblemList } from "../problem-list";
import { FieldEditor } from "./field-editor";
import { EditorContext } from "./nested";
import { RuleHead } from "./rule-head";
import { StandardEditor } from "./standard-editor";
import { useKeptTyping } from "./use-kept-typing";
import { useSave } from "./use-save";
import { useFormWords } from "./words";

type DraftKind = Exclude<RuleRecord["kind"], "region">;

interface RuleFormProps {
  rule: RuleRecord;
  kind: DraftKind;
  /** The calendar day in the region, for new rules. */
  today: string;
}

const startOf = (rule: RuleRecord): FieldValues => ({
  titleZh: rule.titleZh,
  titleEn: rule.titleEn,
  source: rule.source,
  reason: rule.reason ?? "",
  trial: rule.trial,
  content: rule.content,
});

/** A draft in fields: what it is called and rests on, then its content. Saved as it is; what is wrong is said, not refused. */
export function RuleForm({ rule, kind, today }: RuleFormProps) {
  const [problems, setProblems] = useState<RuleProblem[]>(rule.problems);
  const form = useForm<FieldValues>({ defaultValues: startOf(rule) });
  const { save, send, revision } = useSave(rule, setProblems);
  const { isRestored, forget } = useKeptTyping(form, rule.id, revision);
  const discard = () => {
    forget();
    form.reset(startOf(rule));
  };
  return (
    <FormProvider {...form}>
      <EditorContext value={FieldEditor}>
        <form noValidate onSubmit={form.handleSubmit(send)} className="grid gap-5 *:min-w-0">
          {isRestored ? <Restored onDiscard={discard} /> : null}
          <ProblemList kind={kind} problems={problems} content={rule.content} />
          <RuleHead />
          <Content kind={kind} today={today} />
          {save.error ? <NotSaved error={save.error} /> : null}
          <Foot ruleVersionId={rule.id} isPending={save.isPending} />
        </form>
      </EditorContext>
    </FormProvider>
  );
}

function Content({ kind, today }: { kind: DraftKind; today: string }) {
  const words = useFormWords();
  if (kind === "standard") return <StandardEditor today={today} />;
  return contentFields(kind).map(({ name, field }) => (
    <Card key={name} title={words.field(name)}>
      <FieldEditor path={`content.${name}`} name={name} field={field} isBare labelHidden />
    </Card>
  ));
}

/** What was typed before a reload is back; it can be thrown away. */
function Restored({ onDiscard }: { onDiscard: () => void }) {
  const words = useFormWords();
  const discard = (
    <Button variant="secondary" size="sm" onClick={onDiscard}>
      {words.ui("discard")}
    </Button>
  );
  return <Alert tone="info" title={words.ui("restored")} action={discard} />;
}

function NotSaved({ error }: { error: unknown }) {
  const words = useFormWords();
  const failure = useFailureText();
  const isConflict = readFailure(error).key === "rule.changed_meanwhile";
  return (
    <Alert tone="danger" live title={isConflict ? words.ui("typedIsKept") : undefined}>
      {failure(error)}
    </Alert>
  );
}

function Foot({ ruleVersionId, isPending }: { ruleVersionId: string; isPending: boolean }) {
  const words = useFormWords();
  return (
    <div className="sticky bottom-0 z-10 flex flex-wrap gap-3 border-line border-t bg-paper py-3">
      <Button type="submit" loading={isPending}>
        {words.ui("save")}
      </Button>
      <LinkButton href={`/regulator/rules/${ruleVersionId}`} variant="secondary">
        {words.ui("toVersion")}
      </LinkButton>
    </div>
  );
}
