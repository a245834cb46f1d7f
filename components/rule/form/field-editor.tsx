"use client";

import { useFormContext } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldGroup } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { emptyFields, emptyOf, type FormField, type NamedField } from "@/server/core/rule-form";
import { ConditionEditor } from "./condition-editor";
import { DictionaryEditor } from "./dictionary-editor";
import {
  ChoiceField,
  ChoicesField,
  DayField,
  type LeafProps,
  NumberField,
  SwitchField,
  TextField,
  useValue,
  WordsField,
} from "./leaf-fields";
import type { NestedProps } from "./nested";
import { RowsEditor } from "./rows-editor";
import { useFormWords } from "./words";

const wide = ["group", "choices", "rows", "map", "dictionary", "variants", "condition", "words"];

const isWide = (field: FormField): boolean =>
  field.kind === "maybe" ? isWide(field.field) : wide.includes(field.kind);

/** The fields of one thing beside each other; what has parts of its own takes the whole width. */
export function Fields({ path, fields }: { path: string; fields: NamedField[] }) {
  const at = (name: string) => (path ? `${path}.${name}` : name);
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {fields.map(({ name, field }) => (
        <div key={name} className={isWide(field) ? "col-span-full" : undefined}>
          <FieldEditor path={at(name)} name={name} field={field} />
        </div>
      ))}
    </div>
  );
}

/** The control of one field, whatever it is. */
export function FieldEditor({ field, isBare, ...leaf }: NestedProps) {
  if (isBare && field.kind === "group") return <Fields path={leaf.path} fields={field.fields} />;
  switch (field.kind) {
    case "text":
      return <TextField {...leaf} />;
    case "day":
      return <DayField {...leaf} />;
    case "number":
      return <NumberField {...leaf} />;
    case "switch":
      return <SwitchField {...leaf} />;
    case "mark":
      return <SwitchField {...leaf} isMark />;
    case "choice":
      return <ChoiceField {...leaf} values={field.values} />;
    case "choices":
      return <ChoicesField {...leaf} values={field.values} />;
    case "words":
      return <WordsField {...leaf} />;
    case "group":
      return <GroupEditor {...leaf} fields={field.fields} />;
    case "rows":
      return <RowsEditor {...leaf} row={field.row} />;
    case "map":
      return <MapEditor {...leaf} field={field} />;
    case "dictionary":
      return <DictionaryEditor {...leaf} value={field.value} />;
    case "maybe":
      return <MaybeEditor {...leaf} field={field} />;
    case "variants":
      return <VariantsEditor {...leaf} field={field} />;
    case "condition":
      return <ConditionEditor path={leaf.path} label={leaf.label ?? leaf.name} />;
  }
}

function GroupEditor({ path, name, label, fields }: LeafProps & { fields: NamedField[] }) {
  const words = useFormWords();
  if (fields.length === 0) return null;
  return (
    <FieldGroup label={label ?? words.field(name)} hint={words.hint(name)}>
      <div className="rounded-md border border-line p-4">
        <Fields path={path} fields={fields} />
      </div>
    </FieldGroup>
  );
}

function MapEditor({
  path,
  name,
  label,
  labelHidden,
  field,
}: LeafProps & { field: Extract<FormField, { kind: "map" }> }) {
  const words = useFormWords();
  const { value, keys, isPartial } = field;
  const named = keys.map((key) => ({ key, path: `${path}.${key}`, label: words.option(key, keys) }));
  return (
    <FieldGroup label={label ?? words.field(name)} labelHidden={labelHidden} hint={words.hint(name)}>
      <div className="grid gap-4 rounded-md border border-line p-4 sm:grid-cols-2 lg:grid-cols-4">
        {named.map(({ key, ...leaf }) => {
          if (value.kind === "number")
            return <NumberField key={key} {...leaf} name={name} absent={isPartial} />;
          if (value.kind === "choice")
            return (
              <ChoiceField
                key={key}
                {...leaf}
                name={name}
                values={value.values}
                {...(isPartial ? { empty: "absent" as const } : {})}
              />
            );
          return (
            <div key={key} className="col-span-full">
              {value.kind === "choices" ? (
                <ChoicesField {...leaf} name={name} values={value.values} isLeftOut={isPartial} />
              ) : (
                <FieldEditor {...leaf} name={name} field={value} />
              )}
            </div>
          );
        })}
      </div>
    </FieldGroup>
  );
}

/** Something that may be left out: leaves are simply left empty, what has parts is switched on. */
function MaybeEditor({ field, ...leaf }: LeafProps & { field: Extract<FormField, { kind: "maybe" }> }) {
  const words = useFormWords();
  const { value, change } = useValue(leaf.path);
  const { field: inner, empty } = field;
  const nothing = empty === "null" ? null : undefined;
  if (inner.kind === "number") return <NumberField {...leaf} absent={empty === "absent"} />;
  if (inner.kind === "choice") return <ChoiceField {...leaf} values={inner.values} empty={empty} />;
  if (inner.kind === "choices") return <ChoicesField {...leaf} values={inner.values} isLeftOut />;
  if (inner.kind === "switch") return <SwitchField {...leaf} isMark={empty === "absent"} />;
  const isOn = value !== null && value !== undefined;
  const title = leaf.label ?? words.field(leaf.name);
  return (
    <div className="grid gap-2">
      <Checkbox
        label={words.ui("has", { field: title })}
        checked={isOn}
        onChange={(event) => change(event.target.checked ? emptyOf(inner) : nothing)}
      />
      {isOn ? <FieldEditor {...leaf} field={inner} isBare labelHidden /> : null}
    </div>
  );
}

function VariantsEditor({ path, field }: LeafProps & { field: Extract<FormField, { kind: "variants" }> }) {
  const words = useFormWords();
  const { setValue, getValues } = useFormContext();
  const { value } = useValue(`${path}.${field.tag}`);
  const current = field.variants.find((it) => it.value === value);
  const values = field.variants.map((it) => it.value);
  const change = (to: string) => {
    const next = field.variants.find((it) => it.value === to);
    const present: Record<string, unknown> = getValues(path) ?? {};
    const kept = Object.fromEntries(
      Object.entries(present).filter(([name]) => next?.fields.some((it) => it.name === name)),
    );
    const filled = { ...emptyFields(next?.fields ?? []), ...kept, [field.tag]: to };
    setValue(path, filled, { shouldDirty: true });
  };
  return (
    <div className="grid gap-4">
      <Field label={words.field(field.tag)}>
        <Select
          options={values.map((it) => ({ value: it, label: words.option(it, values) }))}
          value={String(value ?? "")}
          onChange={(event) => change(event.target.value)}
        />
      </Field>
      {current ? <Fields path={path} fields={current.fields} /> : null}
    </div>
  );
}
