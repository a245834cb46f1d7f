import { render as renderHtml, toPlainText } from "react-email";
import type { z } from "zod";
import { type Fact, type MailContent, MailLayout } from "@/emails/layout";
import type { region } from "@/emails/parts";
import { type Translator, translator, type Values } from "@/emails/translator";
import type { AppLocale } from "@/messages/routing";
import { formatFen } from "@/server/core/money";

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

/** What a template says about its data; all texts are looked up under `mail.<name>` and `mail.labels`. */
export interface Filling {
  /** Blanks of subject, preview, heading, intro, notes and the short message. */
  values: Values;
  /** Rows of facts: a key of `mail.labels`, and the value; an absent value leaves the row out. */
  facts?: [label: string, value: string | null | undefined][];
  code?: string;
  lines?: { code: string; fen: number }[];
  totalFen?: { label: string; fen: number };
  choices?: { label: string; detail: string; url: string }[];
  /** Where the button `mail.<name>.action` leads. */
  actionUrl?: string | null;
  /** Keys under `mail.<name>`, in order. */
  notes?: string[];
}

interface Definition<Data> {
  name: string;
  schema: z.ZodType<Data>;
  /** Whether `sms.<name>` exists: said on the phone as well. */
  sms: boolean;
  fill(data: Data, t: Translator): Filling;
}

type Base = { region: z.infer<typeof region> };

export interface Template<Data> {
  schema: z.ZodType<Data>;
  /** Subject, HTML and plain text in a language. Throws ZodError when the data do not fit `schema`. */
  render(locale: AppLocale, data: unknown): Promise<RenderedMail>;
  /** The short message, or null when this is not said by SMS. Throws as `render`. */
  sms(locale: AppLocale, data: unknown): string | null;
  /** What the short message's blanks are filled with, for providers that keep the text themselves. Throws as `render`. */
  smsValues(locale: AppLocale, data: unknown): Record<string, string>;
}

function priceLabel(t: Translator, code: string): string {
  const key = `price.lines.${code}`;
  return t.has(key) ? t.text(key) : t.text("mail.labels.otherCharge");
}

function content(name: string, t: Translator, base: Base, filling: Filling, values: Values): MailContent {
  const own = (key: string) => t.text(`mail.${name}.${key}`, values);
  const yuan = (fen: number) => formatFen(fen, t.locale);
  const facts = (filling.facts ?? []).flatMap(([label, value]): Fact[] =>
    value ? [{ label: t.text(`mail.labels.${label}`), value }] : [],
  );
  const { totalFen, actionUrl } = filling;
  return {
    language: t.locale,
    regionName: base.region.name,
    regionNumber: base.region.number,
    preview: own("preview"),
    heading: own("heading"),
    intro: own("intro"),
    code: filling.code,
    facts,
    prices: (filling.lines ?? []).map((line, index) => ({
      id: `${index} ${line.code}`,
      label: priceLabel(t, line.code),
      value: yuan(line.fen),
    })),
    total: totalFen && { label: t.text(`mail.labels.${totalFen.label}`), value: yuan(totalFen.fen) },
    choices: filling.choices ?? [],
    action: actionUrl ? { label: own("action"), url: actionUrl } : undefined,
    notes: (filling.notes ?? []).map(own),
    callLine: t.text("mail.layout.call", values),
    footer: t.text("mail.layout.footer", values),
  };
}

/** Make a template of what it is called, what it needs and how its data fill its texts. */
export function defineTemplate<Data extends Base>(definition: Definition<Data>): Template<Data> {
  const { name, schema, fill } = definition;
  const filled = (locale: AppLocale, given: unknown) => {
    const data = schema.parse(given);
    const t = translator(locale);
    const filling = fill(data, t);
    const values = { region: data.region.name, number: data.region.number, ...filling.values };
    return { t, data, filling, values };
  };
  return {
    schema,
    async render(locale, given) {
      const { t, data, filling, values } = filled(locale, given);
      const html = await renderHtml(<MailLayout content={content(name, t, data, filling, values)} />);
      return { subject: t.text(`mail.${name}.subject`, values), html, text: toPlainText(html) };
    },
    smsValues(locale, given) {
      const { values } = filled(locale, given);
      return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
    },
    sms(locale, given) {
      if (!definition.sms) return null;
      const { t, values } = filled(locale, given);
      return t.text(`sms.${name}`, values);
    },
  };
}
