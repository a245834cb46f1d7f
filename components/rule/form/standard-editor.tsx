"use client";

import { useState } from "react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { contentFields, emptyFields, type FormField } from "@/server/core/rule-form";
import { subjectOfKind } from "@/server/core/standard/rules";
import { EquipmentTable } from "./equipment-table";
import { Fields } from "./field-editor";
import { Row } from "./rows-editor";
import { useFormWords } from "./words";

type Variants = Extract<FormField, { kind: "variants" }>;
type RuleKindWord = keyof typeof subjectOfKind;

/** The kinds of rules with their fields, read off the schema of the standards. */
const variants: Variants["variants"] = contentFields("standard").flatMap(({ field }) =>
  field.kind === "rows" && field.row.kind === "variants" ? field.row.variants : [],
);

const sections = ["vehicle", "shift", "crew", "staffing", "operator"] as const;

interface RuleRow {
  id?: string;
  kind?: string;
}

const isKind = (kind: string | undefined): kind is RuleKindWord =>
  kind !== undefined && kind in subjectOfKind;

/** An id that no rule has yet: the kind with the next number. */
function freshId(kind: string, rules: readonly RuleRow[]): string {
  const base = kind.replaceAll("_", "-");
  for (let number = 1; ; number++)
    if (!rules.some(({ id }) => id === `${base}-${number}`)) return `${base}-${number}`;
}

/** The rules of the standards: equipment as one table, the others by what they are about. */
export function StandardEditor({ today }: { today: string }) {
  const words = useFormWords();
  const array = useFieldArray({ name: "content.rules", keyName: "formKey" });
  const rules = (useWatch({ name: "content.rules" }) ?? []) as RuleRow[];
  const { getValues } = useFormContext();
  const [fresh, setFresh] = useState<string | null>(null);
  const add = (kind: string) => {
    const fields = variants.find(({ value }) => value === kind)?.fields ?? [];
    const id = freshId(kind, rules);
    setFresh(id);
    array.append({ ...emptyFields(fields), kind, id, source: getValues("source"), validFrom: today });
  };
  return (
    <>
      <EquipmentTable
        rules={rules}
        fields={array.fields}
        onRemove={array.remove}
        onAdd={() => add("equipment")}
      />
      {sections.map((section) => (
        <Card key={section} title={words.ui(`sections.${section}`)}>
          <div className="grid gap-2">
            {array.fields.map(({ formKey }, index) => {
              const rule = rules[index];
              const kind = rule?.kind;
              if (!isKind(kind) || kind === "equipment" || subjectOfKind[kind] !== section) return null;
              const fields = variants.find(({ value }) => value === kind)?.fields ?? [];
              return (
                <Row
                  key={formKey}
                  path={`content.rules.${index}`}
                  place={index + 1}
                  isOpen={rule?.id === fresh}
                  onRemove={() => array.remove(index)}
                >
                  <p className="text-ink-soft text-sm">{words.option(kind)}</p>
                  <Fields path={`content.rules.${index}`} fields={fields} />
                </Row>
              );
            })}
            <AddRule
              kinds={variants
                .map(({ value }) => value)
                .filter((it) => isKind(it) && it !== "equipment" && subjectOfKind[it] === section)}
              onAdd={add}
            />
          </div>
        </Card>
      ))}
    </>
  );
}

function AddRule({ kinds, onAdd }: { kinds: string[]; onAdd: (kind: string) => void }) {
  const words = useFormWords();
  const [kind, setKind] = useState(kinds[0] ?? "");
  return (
    <div className="mt-2 flex flex-wrap items-end gap-3">
      <Field label={words.ui("newRule")}>
        <Select
          options={kinds.map((value) => ({ value, label: words.option(value) }))}
          value={kind}
          onChange={(event) => setKind(event.target.value)}
        />
      </Field>
      <Button variant="secondary" onClick={() => onAdd(kind)}>
        {words.ui("addRule")}
      </Button>
    </div>
  );
}
