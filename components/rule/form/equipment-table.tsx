"use client";

import { Trash2 } from "lucide-react";
import { useController } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { contentFields, type NamedField } from "@/server/core/rule-form";
import { equipmentItems, vehicleClasses } from "@/server/core/vehicle";
import { Fields } from "./field-editor";
import { ChoiceField, NumberField } from "./leaf-fields";
import { AddButton } from "./rows-editor";
import { rowTitle, useFormWords } from "./words";

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

/** What each class of vehicle must and may carry: one row for each item, one column for each class. */
export function EquipmentTable({ rules, fields, onRemove, onAdd }: EquipmentTableProps) {
  const words = useFormWords();
  return (
    <Card title={words.ui("sections.equipment")} flush>
      <ScrollRegion label={words.ui("sections.equipment")} className="overflow-x-auto">
        <table className="w-full min-w-[72rem] text-start text-sm">
          <thead className="border-line border-b bg-paper text-ink-soft">
            <tr>
              <th className="px-3 py-2 text-start font-medium">{words.field("item")}</th>
              <th className="px-2 py-2 text-start font-medium">{words.field("quantity")}</th>
              {vehicleClasses.map((it) => (
                <th key={it} className="px-2 py-2 text-start font-medium">
                  {words.option(it, vehicleClasses)}
                </th>
              ))}
              <th className="px-2 py-2 text-start font-medium">{words.field("off")}</th>
              <th className="px-2 py-2">
                <span className="sr-only">{words.ui("more")}</span>
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {fields.map(({ formKey }, index) =>
              rules[index]?.kind === "equipment" ? (
                <EquipmentRow
                  key={formKey}
                  path={`content.rules.${index}`}
                  title={rowTitle(rules[index], words.isEnglish)}
                  onRemove={() => onRemove(index)}
                />
              ) : null,
            )}
          </tbody>
        </table>
      </ScrollRegion>
      <div className="p-4">
        <AddButton label={words.ui("addEquipment")} onAdd={onAdd} />
      </div>
    </Card>
  );
}

function EquipmentRow({ path, title, onRemove }: { path: string; title: string; onRemove: () => void }) {
  const words = useFormWords();
  const { field: off } = useController({ name: `${path}.off` });
  const at = (name: string) => `${path}.requirement.${name}`;
  return (
    <tr className="align-top">
      <th scope="row" className="min-w-52 px-3 py-2 text-start font-medium">
        <ChoiceField
          path={at("item")}
          name="item"
          label={words.ui("itemOf", { title })}
          labelHidden
          values={[...equipmentItems]}
        />
        <details className="mt-1 font-normal">
          <summary className="min-h-9 cursor-pointer py-1.5 text-primary">
            {words.ui("wordsOf", { title })}
          </summary>
          <div className="w-[min(60rem,80vw)] py-3">
            <Fields path={path} fields={details} />
          </div>
        </details>
      </th>
      <td className="w-24 px-2 py-2">
        <NumberField
          path={at("quantity")}
          name="quantity"
          label={words.ui("quantityOf", { title })}
          labelHidden
        />
      </td>
      {vehicleClasses.map((it) => (
        <td key={it} className="min-w-28 px-2 py-2">
          <ChoiceField
            path={at(`classes.${it}`)}
            name="classes"
            label={`${title} · ${words.option(it, vehicleClasses)}`}
            labelHidden
            values={["required", "optional"]}
            empty="absent"
          />
        </td>
      ))}
      <td className="px-2">
        <Checkbox
          label={<span className="sr-only">{`${title} · ${words.field("off")}`}</span>}
          checked={off.value === true}
          onChange={(event) => off.onChange(event.target.checked ? true : undefined)}
        />
      </td>
      <td className="px-2 py-2">
        <Button variant="quiet" size="icon" aria-label={words.ui("remove", { title })} onClick={onRemove}>
          <Trash2 aria-hidden="true" className="size-4" />
        </Button>
      </td>
    </tr>
  );
}
