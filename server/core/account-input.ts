import { z } from "zod";
import { readContact } from "./contact";

/** What the verbs of signing in take; messages are keys of messages/<language>/errors.json. */
export const localeChoice = z.enum(["zh-CN", "en"]);

const contact = z
  .string()
  .trim()
  .max(200, "account.contact_unreadable")
  .refine((text) => readContact(text) !== null, "account.contact_unreadable");
const sixDigits = z.string().regex(/^\d{6}$/, "code.format");

export const requestSignInInput = z.object({ contact, locale: localeChoice });
/** `locale` is the language of a family's account made by signing in for the first time. */
export const signInInput = z.object({ contact, code: sixDigits, locale: localeChoice.default("zh-CN") });
export const secondFactorInput = z.object({ code: sixDigits });
export const actAsInput = z.object({ regionId: z.string().regex(/^\d{6}$/), membershipId: z.uuid() });
export const profileInput = z.object({
  name: z.string().trim().min(1, "account.name_missing").max(40, "account.name_too_long"),
  locale: localeChoice,
});

export type RequestSignInInput = z.infer<typeof requestSignInInput>;
export type SignInInput = z.infer<typeof signInInput>;
export type SecondFactorInput = z.infer<typeof secondFactorInput>;
export type ActAsInput = z.infer<typeof actAsInput>;
export type ProfileInput = z.infer<typeof profileInput>;
