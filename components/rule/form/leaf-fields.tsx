"use client";

import { useState } from "react";
import { useController } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { unitOf } from "./unit";
import { useFormWords } from "./words";

export interface LeafProps {
  /** Where it stands in the form. */
  path: string;
  /** Its own name: label, hint and unit. */
  name: string;
  label?: string | undefined;
  labelHidden?: boolean | undefined;
}

/** One value of the form, read and written by its place. */
export function useValue(path: string): {
  value: unknown;
  change: (value: unknown) => void;
  blur: () => void;
} {
  const { field } = useController({ name: path });
  return { value: field.value, change: field.onChange, blur: field.onBlur };
}

const lines = /^(fail|text|help|remark|source|regulatorNote|zh$|en$)/;

export function TextField({ path, name, label, labelHidden }: LeafProps) {
  const words = useFormWords();
  const { value, change, blur } = useValue(path);
  const text = typeof value === "string" ? value : "";
  const common = {
    value: text,
    onBlur: blur,
    onChange: (event: { target: { value: string } }) => change(event.target.value),
  };
  return (
    <Field label={label ?? words.field(name)} hint={words.hint(name)} labelHidden={labelHidden}>
      {lines.test(name) ? <Textarea rows={2} {...common} /> : <Input {...common} />}
    </Field>
  );
}

export function DayField({ path, name, label, labelHidden }: LeafProps) {
  const words = useFormWords();
  const { value, change } = useValue(path);
  return (
    <Field label={label ?? words.field(name)} labelHidden={labelHidden}>
      <Input
        type="date"
        value={typeof value === "string" ? value : ""}
        onChange={(event) => change(event.target.value || undefined)}
      />
    </Field>
  );
}

/** What was typed, as it is kept: a number, nothing, or the text itself where it is no number, so that nothing is lost. */
function readNumber(text: string, scale: number): number | string | null {
  const typed = text.trim();
  if (typed === "") return null;
  const number = Number(typed);
  return Number.isFinite(number) ? Math.round(number * scale * 1000) / 1000 : text;
}

function shownNumber(value: unknown, scale: number): string {
  if (typeof value === "number") return String(value / scale);
  return typeof value === "string" ? value : "";
}

export function NumberField({ path, name, label, labelHidden, absent }: LeafProps & { absent?: boolean }) {
  const words = useFormWords();
  const { value, change, blur } = useValue(path);
  const { unit, scale } = unitOf(name);
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field label={label ?? words.field(name)} hint={words.hint(name)} labelHidden={labelHidden}>
      <Input
        inputMode="decimal"
        suffix={unit ? words.ui(`units.${unit}`) : undefined}
        value={typed ?? shownNumber(value, scale)}
        onChange={(event) => {
          setTyped(event.target.value);
          const read = readNumber(event.target.value, scale);
          change(read === null && absent ? undefined : read);
        }}
        onBlur={() => {
          setTyped(null);
          blur();
        }}
      />
    </Field>
  );
}

export function SwitchField({ path, name, label, isMark }: LeafProps & { isMark?: boolean }) {
  const words = useFormWords();
  const { value, change } = useValue(path);
  return (
    <Checkbox
      label={label ?? words.field(name)}
      description={words.hint(name)}
      checked={value === true}
      onChange={(event) => change(isMark && !event.target.checked ? undefined : event.target.checked)}
    />
  );
}

export function ChoiceField({
  path,
  name,
  label,
  labelHidden,
  values,
  empty,
}: LeafProps & { values: string[]; empty?: "null" | "absent" }) {
  const words = useFormWords();
  const { value, change } = useValue(path);
  const options = values.map((it) => ({ value: it, label: words.option(it, values) }));
  return (
    <Field label={label ?? words.field(name)} hint={words.hint(name)} labelHidden={labelHidden}>
      <Select
        options={options}
        placeholder={empty ? words.ui("none") : undefined}
        value={typeof value === "string" ? value : ""}
        onChange={(event) => change(event.target.value || (empty === "null" ? null : undefined))}
      />
    </Field>
  );
}

export function ChoicesField({
  path,
  name,
  label,
  values,
  isLeftOut,
}: LeafProps & { values: string[]; isLeftOut?: boolean }) {
  const words = useFormWords();
  const { value, change } = useValue(path);
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const toggle = (word: string, isOn: boolean) => {
    const next = values.filter((it) => (it === word ? isOn : chosen.includes(it)));
    change(next.length === 0 && isLeftOut ? undefined : next);
  };
  return (
    <FieldGroup label={label ?? words.field(name)} hint={words.hint(name)}>
      <div className="flex flex-wrap gap-x-5">
        {values.map((it) => (
          <Checkbox
            key={it}
            label={words.option(it, values)}
            checked={chosen.includes(it)}
            onChange={(event) => toggle(it, event.target.checked)}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

/** A list of free words, one a line. */
export function WordsField({ path, name, label }: LeafProps) {
  const words = useFormWords();
  const { value, change } = useValue(path);
  return (
    <Field label={label ?? words.field(name)} hint={words.ui("onePerLine")}>
      <Textarea
        rows={3}
        value={Array.isArray(value) ? value.join("\n") : ""}
        onChange={(event) => change(event.target.value === "" ? [] : event.target.value.split("\n"))}
      />
    </Field>
  );
}
