"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useFieldArray, useWatch } from "react-hook-form";
import { useExampleWords } from "@/components/rule/example-words";
import { Button } from "@/components/ui/button";
import { FieldGroup } from "@/components/ui/field";
import { emptyOf, type FormField } from "@/server/core/rule-form";
import { ExamplePrice } from "./example-price";
import type { LeafProps } from "./leaf-fields";
import { Nested } from "./nested";
import { useFormWords } from "./words";

/** Rows that are added, moved and taken out; each opens by itself, and only then is it drawn. */
export function RowsEditor({ path, name, label, labelHidden, row }: LeafProps & { row: FormField }) {
  const words = useFormWords();
  const { fields, append, remove, move } = useFieldArray({ name: path, keyName: "formKey" });
  const [fresh, setFresh] = useState<number | null>(null);
  return (
    <FieldGroup label={label ?? words.field(name)} labelHidden={labelHidden} hint={words.hint(name)}>
      <div className="grid gap-2">
        {fields.map(({ formKey }, index) => (
          <Row
            key={formKey}
            path={`${path}.${index}`}
            place={index + 1}
            isOpen={fresh === index}
            onUp={index > 0 ? () => move(index, index - 1) : undefined}
            onDown={index < fields.length - 1 ? () => move(index, index + 1) : undefined}
            onRemove={() => remove(index)}
          >
            <Nested path={`${path}.${index}`} name={name} field={row} isBare />
            {name === "examples" ? <ExamplePrice path={`${path}.${index}`} /> : null}
          </Row>
        ))}
        <AddButton
          label={words.ui("add", { field: label ?? words.field(name) })}
          onAdd={() => {
            setFresh(fields.length);
            append(emptyOf(row));
          }}
        />
      </div>
    </FieldGroup>
  );
}

export function AddButton({ label, onAdd }: { label: string; onAdd: () => void }) {
  return (
    <Button variant="secondary" size="sm" onClick={onAdd} className="justify-self-start">
      {label}
    </Button>
  );
}

interface RowProps {
  path: string;
  place: number;
  isOpen: boolean;
  onUp?: (() => void) | undefined;
  onDown?: (() => void) | undefined;
  onRemove: () => void;
  children: ReactNode;
}

/** One row by its title; what is inside is drawn once it is opened. */
export function Row({ path, place, isOpen, onUp, onDown, onRemove, children }: RowProps) {
  const words = useFormWords();
  const [isDrawn, setDrawn] = useState(isOpen);
  const value: unknown = useWatch({ name: path });
  const inWords = useExampleWords(useWatch({ name: "content.zones" }) ?? []);
  const facts = (value as { facts?: unknown } | undefined)?.facts;
  const title = words.row(value) || inWords(facts) || words.ui("row", { place });
  return (
    <details
      open={isOpen}
      onToggle={(event) => (event.currentTarget.open ? setDrawn(true) : undefined)}
      className="rounded-md border border-line bg-surface"
    >
      <summary className="min-h-11 cursor-pointer px-4 py-2.5">{title}</summary>
      {isDrawn ? (
        <div className="grid gap-4 border-line border-t p-4">
          {children}
          <div className="flex flex-wrap gap-2">
            {onUp ? (
              <Button variant="quiet" size="sm" onClick={onUp}>
                <ArrowUp aria-hidden="true" className="size-4" />
                {words.ui("up")}
              </Button>
            ) : null}
            {onDown ? (
              <Button variant="quiet" size="sm" onClick={onDown}>
                <ArrowDown aria-hidden="true" className="size-4" />
                {words.ui("down")}
              </Button>
            ) : null}
            <Button variant="quiet" size="sm" onClick={onRemove}>
              <Trash2 aria-hidden="true" className="size-4" />
              {words.ui("remove", { title })}
            </Button>
          </div>
        </div>
      ) : null}
    </details>
  );
}
