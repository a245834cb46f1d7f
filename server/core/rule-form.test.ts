import { describe, expect, it } from "vitest";
import en from "@/messages/en/ruleForm.json";
import zh from "@/messages/zh-CN/ruleForm.json";
import { contentFields, emptyFields, type FormField, type NamedField } from "./rule-form";

const kinds = ["standard", "triage", "needs", "tariff"] as const;

/** Every name of a field that a form draws, however deep. */
function namesIn(fields: readonly NamedField[]): string[] {
  return fields.flatMap(({ name, field }) => [name, ...within(field)]);
}

function within(field: FormField): string[] {
  switch (field.kind) {
    case "group":
      return namesIn(field.fields);
    case "rows":
      return within(field.row);
    case "map":
    case "dictionary":
      return within(field.value);
    case "maybe":
      return within(field.field);
    case "variants":
      return field.variants.flatMap(({ fields }) => namesIn(fields));
    default:
      return [];
  }
}

describe("the form of a rule", () => {
  it.each(kinds)("of kind %s has words for every field in both languages", (kind) => {
    const names = new Set(namesIn(contentFields(kind)));
    const lacking = [...names].filter((name) => !(name in zh.fields) || !(name in en.fields));
    expect(lacking).toEqual([]);
  });

  it("tells records that need every key from those that do not", () => {
    const fields = contentFields("needs");
    const limits = fields.find(({ name }) => name === "limits")?.field;
    expect(limits).toMatchObject({ kind: "map", isPartial: false });
    const carry = fields.find(({ name }) => name === "carry")?.field;
    const crew = carry?.kind === "group" ? carry.fields.find(({ name }) => name === "crew")?.field : null;
    expect(crew).toMatchObject({
      kind: "map",
      isPartial: true,
      keys: ["driver", "bearer", "nurse", "doctor"],
    });
  });

  it("starts a row with everything that must be there, and leaves out what need not", () => {
    const [questions] = contentFields("triage");
    const row = questions?.field.kind === "rows" ? questions.field.row : null;
    expect(row?.kind).toBe("variants");
    const yesNo = row?.kind === "variants" ? row.variants.find(({ value }) => value === "yes_no") : null;
    expect(emptyFields(yesNo?.fields ?? [])).toEqual({ id: "", textZh: "", textEn: "" });
  });
});
