import type { z } from "zod";
import type { RuleKind } from "./rule";
import { ruleShapes } from "./rule-content";
import { condition } from "./triage/condition";

/** One thing to fill in, read off the schema that also checks it: so no form can ask for what the check does not know. */
export type FormField =
  | { kind: "group"; fields: NamedField[] }
  | { kind: "text" }
  | { kind: "day" }
  | { kind: "number" }
  | { kind: "switch" }
  /** A mark that is either there or not (`true` or left out). */
  | { kind: "mark" }
  | { kind: "choice"; values: string[] }
  | { kind: "choices"; values: string[] }
  | { kind: "words" }
  | { kind: "rows"; row: FormField }
  /** One value for each key; keys may be left out where `isPartial`. */
  | { kind: "map"; keys: string[]; value: FormField; isPartial: boolean }
  /** One value for each key that somebody names. */
  | { kind: "dictionary"; value: FormField }
  /** Either nothing (`empty`) or the field. */
  | { kind: "maybe"; field: FormField; empty: "null" | "absent" }
  | { kind: "variants"; tag: string; variants: { value: string; fields: NamedField[] }[] }
  | { kind: "condition" };
export interface NamedField {
  name: string;
  field: FormField;
}

/** The parts of a zod schema's description that are looked at here. */
interface Described {
  type: string;
  innerType?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  entries?: Record<string, string>;
  values?: unknown[];
  options?: z.ZodType[];
  discriminator?: string;
  format?: string;
}

const describe = (schema: z.ZodType): Described => schema.def as unknown as Described;

const namedFields = (shape: Record<string, z.ZodType>): NamedField[] =>
  Object.entries(shape).map(([name, schema]) => ({ name, field: fieldOf(schema) }));

function wordsOf(schema: z.ZodType): string[] {
  const { type, entries, values } = describe(schema);
  if (type === "enum") return Object.values(entries ?? {});
  return type === "literal" ? (values ?? []).map(String) : [];
}

function arrayField(element: z.ZodType): FormField {
  const words = wordsOf(element);
  if (words.length > 0) return { kind: "choices", values: words };
  return describe(element).type === "string" ? { kind: "words" } : { kind: "rows", row: fieldOf(element) };
}

function recordField(schema: z.ZodType, keyType: z.ZodType, valueType: z.ZodType): FormField {
  const keys = wordsOf(keyType);
  if (keys.length === 0) return { kind: "dictionary", value: fieldOf(valueType) };
  return { kind: "map", keys, value: fieldOf(valueType), isPartial: schema.safeParse({}).success };
}

function optionalField(inner: z.ZodType): FormField {
  const { type, values } = describe(inner);
  if (type === "literal" && values?.[0] === true) return { kind: "mark" };
  return { kind: "maybe", field: fieldOf(inner), empty: "absent" };
}

function variantsField(options: z.ZodType[], tag: string): FormField {
  const variants = options.map((option) => {
    const { [tag]: own, ...shape } = describe(option).shape ?? {};
    return { value: own ? (wordsOf(own)[0] ?? "") : "", fields: namedFields(shape) };
  });
  return { kind: "variants", tag, variants };
}

/** How a schema is filled in. Throws for a schema that has no field: a rule's shape must be fillable whole. */
export function fieldOf(schema: z.ZodType): FormField {
  if (schema === condition) return { kind: "condition" };
  const { type, ...of } = describe(schema);
  switch (type) {
    case "object":
      return { kind: "group", fields: namedFields(of.shape ?? {}) };
    case "string":
      return { kind: of.format === "date" ? "day" : "text" };
    case "number":
      return { kind: "number" };
    case "boolean":
      return { kind: "switch" };
    case "enum":
      return { kind: "choice", values: wordsOf(schema) };
    case "array":
      if (of.element) return arrayField(of.element);
      break;
    case "record":
      if (of.keyType && of.valueType) return recordField(schema, of.keyType, of.valueType);
      break;
    case "nullable":
      if (of.innerType) return { kind: "maybe", field: fieldOf(of.innerType), empty: "null" };
      break;
    case "default":
      if (of.innerType) return fieldOf(of.innerType);
      break;
    case "optional":
      if (of.innerType) return optionalField(of.innerType);
      break;
    case "union":
      if (of.options && of.discriminator) return variantsField(of.options, of.discriminator);
      break;
  }
  throw new Error(`no field for a schema of type ${type}`);
}

/** What the platform writes itself, or the head of the form asks for: not filled in with the content. */
const headFields: Record<Exclude<RuleKind, "region">, string[]> = {
  standard: ["id", "regionId", "version", "timeZone", "validFrom", "source"],
  triage: ["id", "regionId", "version", "reviewed", "validFrom", "source"],
  needs: ["id", "regionId", "version", "validFrom", "source"],
  tariff: ["id", "version", "regionId", "operatorId", "status", "trial", "demonstration", "copyOf"],
};

/** The fields of a kind's content in the order of its schema. */
export function contentFields(kind: Exclude<RuleKind, "region">): NamedField[] {
  const { shape } = describe(ruleShapes[kind]);
  return namedFields(
    Object.fromEntries(Object.entries(shape ?? {}).filter(([name]) => !headFields[kind].includes(name))),
  );
}

/** What a new row starts with: everything that must be there, empty. */
export function emptyOf(field: FormField): unknown {
  switch (field.kind) {
    case "group":
      return emptyFields(field.fields);
    case "text":
    case "day":
      return "";
    case "number":
      return null;
    case "switch":
      return false;
    case "choice":
      return field.values[0] ?? "";
    case "choices":
    case "words":
    case "rows":
      return [];
    case "map":
      return field.isPartial ? {} : Object.fromEntries(field.keys.map((key) => [key, emptyOf(field.value)]));
    case "dictionary":
      return {};
    case "maybe":
      return field.empty === "null" ? null : undefined;
    case "variants": {
      const [first] = field.variants;
      return first ? { [field.tag]: first.value, ...emptyFields(first.fields) } : {};
    }
    case "condition":
      return { all: [] };
    case "mark":
      return undefined;
  }
}

/** Empty values of some fields; what may be left out is left out. */
export function emptyFields(fields: readonly NamedField[]): Record<string, unknown> {
  const filled = fields.map(({ name, field }) => [name, emptyOf(field)] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined));
}
