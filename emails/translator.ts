import { createTranslator, type Messages } from "next-intl";
import enMail from "@/messages/en/mail.json";
import enPrice from "@/messages/en/price.json";
import enSms from "@/messages/en/sms.json";
import type { AppLocale } from "@/messages/routing";
import zhMail from "@/messages/zh-CN/mail.json";
import zhPrice from "@/messages/zh-CN/price.json";
import zhSms from "@/messages/zh-CN/sms.json";

type Tree = { [key: string]: string | Tree };
const trees: Record<AppLocale, Tree> = {
  "zh-CN": { mail: zhMail, sms: zhSms, price: zhPrice },
  en: { mail: enMail, sms: enSms, price: enPrice },
};

/** Blanks of a text. */
export type Values = Record<string, string | number>;

/** Texts of one language by full key (`mail.signInCode.subject`). */
export interface Translator {
  locale: AppLocale;
  /** The text with its blanks filled. Throws when the text or a blank is missing: half a message is not sent. */
  text(key: string, values?: Values): string;
  has(key: string): boolean;
}

/** The translator of a language; mails and short messages are made by the worker, outside any page. */
export function translator(locale: AppLocale): Translator {
  const translate = createTranslator<Messages>({
    locale,
    messages: trees[locale],
    timeZone: "Asia/Shanghai",
    onError: (error) => {
      throw error;
    },
  });
  return { locale, text: (key, values) => translate(key, values), has: (key) => translate.has(key) };
}
