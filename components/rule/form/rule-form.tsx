"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type FieldValues, FormProvider, useForm, useFormContext } from "react-hook-form";
import { readFailure } from "@/components/api/domain-error";
import { useFailureText } from "@/components/api/failure-text";
import type { RuleRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import type { RuleProblem } from "@/server/core/rule-check";
import { contentFields } from "@/server/core/rule-form";
import { ProblemList } from "../problem-list";
import { FieldEditor } from "./field-editor";
import { EditorContext } from "./nested";
import { StandardEditor } from "./standard-editor";
import { useKeptTyping } from "./use-kept-typing";
import { useFormWords } from "./words";

type DraftKind = Exclude<RuleRecord["kind"], "region">;

interface RuleFormProps {
  rule: RuleRecord;
  kind: DraftKind;
  /** The calendar day in the region, for new rules. */
  today: string;
}

function useSave(rule: RuleRecord, onSaved: (problems: RuleProblem[]) => void) {
  const trpc = useTRPC();
  const router = useRouter();
  const words = useFormWords();
  const [revision, setRevision] = useState(rule.revision);
  const save = useMutation(
    trpc.rule.saveDraft.mutationOptions({
      onSuccess: (answer) => {
        setRevision(answer.revision);
        onSaved(answer.problems);
        showToast({
          tone: answer.problems.length === 0 ? "ok" : "info",
          title: words.ui(answer.problems.length === 0 ? "saved" : "savedWithProblems", {
            count: answer.problems.length,
          }),
        });
        router.refresh();
      },
    }),
  );
  return { save, revision };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** A draft in fields: what it is called and rests on, then its content. Saved as it is; what is wrong is said, not refused. */
export function RuleForm({ rule, kind, today }: RuleFormProps) {
  const words = useFormWords();
  const failure = useFailureText();
  const [problems, setProblems] = useState<RuleProblem[]>(rule.problems);
  const start = {
    titleZh: rule.titleZh,
    titleEn: rule.titleEn,
    source: rule.source,
    reason: rule.reason ?? "",
    trial: rule.trial,
    content: rule.content,
  };
  const form = useForm<FieldValues>({ defaultValues: start });
  const { save, revision } = useSave(rule, setProblems);
  const { isRestored, forget } = useKeptTyping(form, rule.id, revision);
  const submit = form.handleSubmit((values) =>
    save.mutate({
      ruleVersionId: rule.id,
      revision,
      titleZh: text(values.titleZh),
      titleEn: text(values.titleEn),
      source: text(values.source),
      reason: text(values.reason),
      trial: values.trial === true,
      content: JSON.parse(JSON.stringify(values.content)),
    }),
  );
  const isConflict = save.error !== null && readFailure(save.error).key === "rule.changed_meanwhile";
  return (
    <FormProvider {...form}>
      <EditorContext value={FieldEditor}>
        <form noValidate onSubmit={submit} className="grid gap-5 *:min-w-0">
          {isRestored ? (
            <Alert
              tone="info"
              title={words.ui("restored")}
              action={
                <Button
                  variant="secondary"
                  size="sm"
                  onClick={() => {
                    forget();
                    form.reset(start);
                  }}
                >
                  {words.ui("discard")}
                </Button>
              }
            />
          ) : null}
          <ProblemList kind={kind} problems={problems} content={rule.content} />
          <Head />
          {kind === "standard" ? (
            <StandardEditor today={today} />
          ) : (
            contentFields(kind).map(({ name, field }) => (
              <Card key={name} title={words.field(name)}>
                <FieldEditor path={`content.${name}`} name={name} field={field} isBare labelHidden />
              </Card>
            ))
          )}
          {save.error ? (
            <Alert tone="danger" live title={isConflict ? words.ui("typedIsKept") : undefined}>
              {failure(save.error)}
            </Alert>
          ) : null}
          <div className="sticky bottom-0 z-10 flex flex-wrap gap-3 border-line border-t bg-paper py-3">
            <Button type="submit" loading={save.isPending}>
              {words.ui("save")}
            </Button>
            <LinkButton href={`/regulator/rules/${rule.id}`} variant="secondary">
              {words.ui("toVersion")}
            </LinkButton>
          </div>
        </form>
      </EditorContext>
    </FormProvider>
  );
}

/** What the version is called, what it rests on and why there is one. */
function Head() {
  const words = useFormWords();
  return (
    <Card title={words.ui("head")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Registered name="titleZh" isRequired />
        <Registered name="titleEn" isRequired />
        <Registered name="source" isRequired />
        <Trial />
        <div className="col-span-full">
          <Registered name="reason" isLong />
        </div>
      </div>
    </Card>
  );
}

function Registered({ name, isRequired, isLong }: { name: string; isRequired?: boolean; isLong?: boolean }) {
  const words = useFormWords();
  const { register, formState } = useFormContext();
  const minimum = name === "source" ? 2 : 1;
  const rules = isRequired
    ? { validate: (value: unknown) => text(value).trim().length >= minimum || words.ui(`missing.${name}`) }
    : {};
  const error = formState.errors[name]?.message;
  return (
    <Field
      label={words.ui(`heads.${name}`)}
      hint={isLong ? words.ui("reasonHint") : undefined}
      error={typeof error === "string" ? error : undefined}
      {...(isRequired ? { required: true } : {})}
    >
      {isLong ? <Textarea rows={3} {...register(name)} /> : <Input {...register(name, rules)} />}
    </Field>
  );
}

function Trial() {
  const words = useFormWords();
  const { register } = useFormContext();
  return <Checkbox label={words.ui("trial")} description={words.ui("trialHint")} {...register("trial")} />;
}
