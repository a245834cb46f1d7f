"use client";

import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useController } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { classNames } from "@/components/ui/class-names";
import { contentFields, type NamedField } from "@/server/core/rule-form";
import { equipmentItems, vehicleClasses } from "@/server/core/vehicle";
import { Fields } from "./field-editor";
import { ChoiceField, NumberField } from "./leaf-fields";
import { AddButton } from "./rows-editor";
import { useFormWords } from "./words";

interface EquipmentTableProps {
  rules: readonly { id?: string; kind?: string }[];
  fields: readonly { formKey: string }[];
  onRemove: (index: number) => void;
  onAdd: () => void;
}

/** Words, source and dates of one equipment rule: what the table has no room for. */
const details: NamedField[] = contentFields("standard")
  .flatMap(({ field }) => (field.kind === "rows" && field.row.kind === "variants" ? field.row.variants : []))
  .filter(({ value }) => value === "equipment")
  .flatMap(({ fields }) => fields.filter(({ name }) => name !== "requirement" && name !== "off"));

/** One line on a wide screen; on a narrow one every figure stands under its name. */
const line =
  "grid grid-cols-2 gap-x-2 gap-y-3 px-4 py-3 xl:grid-cols-[minmax(11rem,1.4fr)_4.5rem_repeat(6,minmax(5.5rem,1fr))_2.5rem_2.75rem] xl:items-center";

/** What each class of vehicle must and may carry: one row for each item, one column for each class. */
export function EquipmentTable({ rules, fields, onRemove, onAdd }: EquipmentTableProps) {
  const words = useFormWords();
  const heads = [
    words.field("item"),
    words.field("quantity"),
    ...vehicleClasses.map((it) => words.option(it, vehicleClasses)),
    words.field("off"),
  ];
  return (
    <Card title={words.ui("sections.equipment")} flush>
      <div
        aria-hidden="true"
        className={classNames(line, "hidden! border-line border-b bg-paper text-ink-soft text-sm xl:grid!")}
      >
        {heads.map((head) => (
          <span key={head}>{head}</span>
        ))}
      </div>
      <ul className="divide-y divide-line">
        {fields.map(({ formKey }, index) =>
          rules[index]?.kind === "equipment" ? (
            <EquipmentRow
              key={formKey}
              path={`content.rules.${index}`}
              title={words.row(rules[index])}
              onRemove={() => onRemove(index)}
            />
          ) : null,
        )}
      </ul>
      <div className="p-4">
        <AddButton label={words.ui("addEquipment")} onAdd={onAdd} />
      </div>
    </Card>
  );
}

/** A figure with its name over it where there is no head line; the field's own label says whose it is. */
function Cell({ name, children, wide }: { name: string; children: ReactNode; wide?: boolean }) {
  return (
    <div className={classNames("min-w-0", wide && "col-span-2 xl:col-span-1")}>
      <span aria-hidden="true" className="text-ink-soft text-sm xl:hidden">
        {name}
      </span>
      {children}
    </div>
  );
}

function EquipmentRow({ path, title, onRemove }: { path: string; title: string; onRemove: () => void }) {
  const words = useFormWords();
  const { field: off } = useController({ name: `${path}.off` });
  const at = (name: string) => `${path}.requirement.${name}`;
  return (
    <li className={line}>
      <Cell name={words.field("item")} wide>
        <ChoiceField
          path={at("item")}
          name="item"
          label={words.ui("itemOf", { title })}
          labelHidden
          values={[...equipmentItems]}
        />
      </Cell>
      <Cell name={words.field("quantity")} wide>
        <NumberField
          path={at("quantity")}
          name="quantity"
          label={words.ui("quantityOf", { title })}
          labelHidden
        />
      </Cell>
      {vehicleClasses.map((it) => (
        <Cell key={it} name={words.option(it, vehicleClasses)}>
          <ChoiceField
            path={at(`classes.${it}`)}
            name="classes"
            label={`${title} · ${words.option(it, vehicleClasses)}`}
            labelHidden
            values={["required", "optional"]}
            empty="absent"
          />
        </Cell>
      ))}
      <Cell name={words.field("off")}>
        <Checkbox
          label={<span className="sr-only">{`${title} · ${words.field("off")}`}</span>}
          checked={off.value === true}
          onChange={(event) => off.onChange(event.target.checked ? true : undefined)}
        />
      </Cell>
      <div className="justify-self-end">
        <Button variant="quiet" size="icon" aria-label={words.ui("remove", { title })} onClick={onRemove}>
          <Trash2 aria-hidden="true" className="size-4" />
        </Button>
      </div>
      <details className="col-span-full">
        <summary className="min-h-9 cursor-pointer py-1.5 text-primary text-sm">
          {words.ui("wordsOf", { title })}
        </summary>
        <div className="py-3">
          <Fields path={path} fields={details} />
        </div>
      </details>
    </li>
  );
}
