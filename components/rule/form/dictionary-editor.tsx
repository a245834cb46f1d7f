"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { emptyOf, type FormField } from "@/server/core/rule-form";
import { type LeafProps, useValue } from "./leaf-fields";
import { Nested } from "./nested";
import { useFormWords } from "./words";

/** Values under keys that are named here: the grade of each answer. */
export function DictionaryEditor({ path, name, label, value: inner }: LeafProps & { value: FormField }) {
  const words = useFormWords();
  const { value, change } = useValue(path);
  const [key, setKey] = useState("");
  const held = (value ?? {}) as Record<string, unknown>;
  const add = () => {
    const typed = key.trim();
    if (typed === "" || typed in held || typed.includes(".")) return;
    change({ ...held, [typed]: emptyOf(inner) });
    setKey("");
  };
  return (
    <FieldGroup label={label ?? words.field(name)} hint={words.hint(name)}>
      <div className="grid gap-3 rounded-md border border-line p-4 sm:grid-cols-2 lg:grid-cols-4">
        {Object.keys(held).map((it) => (
          <div key={it} className="grid gap-1">
            <Nested path={`${path}.${it}`} name={name} label={it} field={inner} />
            <Button
              variant="quiet"
              size="sm"
              className="justify-self-start"
              onClick={() => change(Object.fromEntries(Object.entries(held).filter(([own]) => own !== it)))}
            >
              {words.ui("remove", { title: it })}
            </Button>
          </div>
        ))}
        <div className="grid content-start gap-2">
          <Field label={words.ui("key")}>
            <Input value={key} onChange={(event) => setKey(event.target.value)} />
          </Field>
          <Button variant="secondary" size="sm" onClick={add} className="justify-self-start">
            {words.ui("addKey")}
          </Button>
        </div>
      </div>
    </FieldGroup>
  );
}
