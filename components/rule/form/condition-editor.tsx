"use client";

import { useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { callerParty } from "@/server/core/booking";
import { careGrades, careNeed, mobility } from "@/server/core/patient";
import type { Condition } from "@/server/core/triage/condition";
import { useValue } from "./leaf-fields";
import { useFormWords } from "./words";

/** Something a rule may look at, and the words it can be; none: a number, or yes and no. */
interface Fact {
  name: string;
  label: string;
  type: "words" | "list" | "number" | "yes_no";
  words: { value: string; label: string }[];
}

interface QuestionRow {
  id?: string;
  kind?: string;
  choices?: { id?: string }[];
}

const answerTypes: Record<string, Fact["type"]> = {
  yes_no: "yes_no",
  choice: "words",
  multi: "list",
  number: "number",
};

/** The answers to the form's own questions, and what is known without asking. */
function useFacts(): Fact[] {
  const words = useFormWords();
  const questions = useWatch({ name: "content.questions" }) as QuestionRow[] | undefined;
  const named = (values: readonly string[]) =>
    values.map((value) => ({ value, label: words.option(value, values) }));
  const fact = (name: string, type: Fact["type"], values: readonly string[] = []): Fact => ({
    name,
    label: words.ui(`facts.${name.replaceAll(".", "_")}`),
    type,
    words: named(values),
  });
  const asked = (questions ?? []).map(
    (it): Fact => ({
      name: `answer.${it.id ?? ""}`,
      label: words.row(it),
      type: answerTypes[it.kind ?? ""] ?? "words",
      words: (it.choices ?? []).map((choice) => ({
        value: choice.id ?? "",
        label: words.row(choice),
      })),
    }),
  );
  return [
    ...asked,
    fact("callerParty", "words", callerParty.options),
    fact("mobility", "words", mobility.options),
    fact("extras.oxygen", "yes_no"),
    fact("extras.suction", "yes_no"),
    fact("transferMinutes", "number"),
    fact("needs", "list", careNeed.options),
    fact("grade", "words", careGrades),
    fact("gradeByFactors", "words", careGrades),
    fact("gradeByTime", "words", careGrades),
    fact("gradeClear", "yes_no"),
  ];
}

type Comparison = Exclude<Condition, { all: unknown } | { any: unknown }>;
type Shape = "all" | "any" | "is" | "in" | "includesAny" | "atLeast" | "below" | "known";

const shapeOf = (rule: Condition): Shape =>
  (["all", "any", "is", "in", "includesAny", "atLeast", "below", "known"] as const).find(
    (it) => it in rule,
  ) ?? "all";

/** Which comparisons make sense for a fact. */
const comparisonsOf: Record<Fact["type"], Shape[]> = {
  words: ["in", "is", "known"],
  list: ["includesAny", "known"],
  number: ["atLeast", "below", "known"],
  yes_no: ["is", "known"],
};

function startOf(shape: Shape, fact: Fact): Comparison {
  const { name, type, words } = fact;
  switch (shape) {
    case "includesAny":
      return { fact: name, includesAny: [] };
    case "atLeast":
      return { fact: name, atLeast: 0 };
    case "below":
      return { fact: name, below: 0 };
    case "known":
      return { fact: name, known: true };
    case "in":
      return { fact: name, in: [] };
    default:
      return { fact: name, is: type === "yes_no" ? true : (words[0]?.value ?? "") };
  }
}

/** When something is asked or follows: all of, any of, or a comparison; groups stand in groups. */
export function ConditionEditor({ path, label }: { path: string; label: string }) {
  const words = useFormWords();
  const { value, change } = useValue(path);
  const facts = useFacts();
  const rule = (value ?? { all: [] }) as Condition;
  return (
    <FieldGroup label={words.field(label)} hint={words.ui("conditionHint")}>
      <Branch rule={rule} facts={facts} onChange={change} />
    </FieldGroup>
  );
}

interface BranchProps {
  rule: Condition;
  facts: Fact[];
  onChange: (rule: Condition) => void;
  onRemove?: () => void;
}

function Branch(props: BranchProps) {
  return "all" in props.rule || "any" in props.rule ? <Group {...props} /> : <Compare {...props} />;
}

function Group({ rule, facts, onChange, onRemove }: BranchProps) {
  const words = useFormWords();
  const isAll = "all" in rule;
  const parts = "all" in rule ? rule.all : "any" in rule ? rule.any : [];
  const put = (next: Condition[], all = isAll) => onChange(all ? { all: next } : { any: next });
  const [first] = facts;
  return (
    <div className="grid gap-3 rounded-md border border-line border-s-4 border-s-primary p-3">
      <Select
        aria-label={words.ui("join")}
        options={["all", "any"].map((it) => ({ value: it, label: words.ui(`joins.${it}`) }))}
        value={isAll ? "all" : "any"}
        onChange={(event) => put(parts, event.target.value === "all")}
      />
      {parts.length === 0 ? <p className="text-ink-soft text-sm">{words.ui("always")}</p> : null}
      {parts.map((part, index) => (
        <Branch
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name of their own, and are drawn from values only
          key={index}
          rule={part}
          facts={facts}
          onChange={(next) => put(parts.map((it, at) => (at === index ? next : it)))}
          onRemove={() => put(parts.filter((_it, at) => at !== index))}
        />
      ))}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="secondary"
          size="sm"
          onClick={() => first && put([...parts, startOf(comparisonsOf[first.type][0] ?? "known", first)])}
        >
          {words.ui("addComparison")}
        </Button>
        <Button variant="quiet" size="sm" onClick={() => put([...parts, { all: [] }])}>
          {words.ui("addGroup")}
        </Button>
        {onRemove ? (
          <Button variant="quiet" size="sm" onClick={onRemove}>
            {words.ui("removeGroup")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Compare({ rule, facts, onChange, onRemove }: BranchProps) {
  const words = useFormWords();
  if ("all" in rule || "any" in rule) return null;
  const known = facts.find(({ name }) => name === rule.fact);
  const fact: Fact = known ?? { name: rule.fact, label: rule.fact, type: "words", words: [] };
  const all = known ? facts : [fact, ...facts];
  const shape = shapeOf(rule);
  const shapes = [...new Set([shape, ...comparisonsOf[fact.type]])];
  const pick = (name: string) => {
    const next = facts.find((it) => it.name === name);
    if (next) onChange(startOf(comparisonsOf[next.type][0] ?? "known", next));
  };
  return (
    <div className="grid items-end gap-2 rounded-md bg-paper p-3 sm:grid-cols-[2fr_1fr_2fr_auto]">
      <Field label={words.ui("fact")}>
        <Select
          options={all.map(({ name, label }) => ({ value: name, label }))}
          value={rule.fact}
          onChange={(event) => pick(event.target.value)}
        />
      </Field>
      <Field label={words.ui("comparison")}>
        <Select
          options={shapes.map((it) => ({ value: it, label: words.ui(`comparisons.${it}`) }))}
          value={shape}
          onChange={(event) => onChange(startOf(event.target.value as Shape, fact))}
        />
      </Field>
      <Compared rule={rule} fact={fact} onChange={onChange} />
      {onRemove ? (
        <Button variant="quiet" size="sm" onClick={onRemove}>
          {words.ui("removeComparison")}
        </Button>
      ) : null}
    </div>
  );
}

interface ComparedProps {
  rule: Comparison;
  fact: Fact;
  onChange: (rule: Condition) => void;
}

/** What a fact is compared with, by its kind. */
function Compared({ rule, fact, onChange }: ComparedProps) {
  const words = useFormWords();
  const yesNo = (value: boolean, put: (value: boolean) => void) => (
    <Field label={words.ui("value")}>
      <Select
        options={["true", "false"].map((it) => ({ value: it, label: words.ui(`truth.${it}`) }))}
        value={String(value)}
        onChange={(event) => put(event.target.value === "true")}
      />
    </Field>
  );
  if ("known" in rule) return yesNo(rule.known, (known) => onChange({ fact: rule.fact, known }));
  if ("atLeast" in rule)
    return <Amount value={rule.atLeast} onAmount={(atLeast) => onChange({ fact: rule.fact, atLeast })} />;
  if ("below" in rule)
    return <Amount value={rule.below} onAmount={(below) => onChange({ fact: rule.fact, below })} />;
  if ("is" in rule) {
    if (typeof rule.is === "boolean") return yesNo(rule.is, (is) => onChange({ fact: rule.fact, is }));
    return (
      <Field label={words.ui("value")}>
        <Select
          options={fact.words}
          value={String(rule.is)}
          onChange={(event) => onChange({ fact: rule.fact, is: event.target.value })}
        />
      </Field>
    );
  }
  const chosen = "in" in rule ? rule.in : rule.includesAny;
  const put = (next: string[]) =>
    onChange("in" in rule ? { fact: rule.fact, in: next } : { fact: rule.fact, includesAny: next });
  return (
    <FieldGroup label={words.ui("values")}>
      <div>
        {fact.words.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onChange={(event) =>
              put(event.target.checked ? [...chosen, value] : chosen.filter((it) => it !== value))
            }
          />
        ))}
      </div>
    </FieldGroup>
  );
}

function Amount({ value, onAmount }: { value: number; onAmount: (value: number) => void }) {
  const words = useFormWords();
  return (
    <Field label={words.ui("value")}>
      <Input
        type="number"
        value={value}
        onChange={(event) =>
          onAmount(Number.isNaN(event.target.valueAsNumber) ? 0 : event.target.valueAsNumber)
        }
      />
    </Field>
  );
}
