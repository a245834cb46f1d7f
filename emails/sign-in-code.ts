import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { region } from "@/emails/parts";

const schema = z.object({
  region,
  code: z.string().regex(/^\d{4,8}$/),
  validMinutes: z.number().int().positive(),
  purpose: z.enum(["sign_in", "confirm_booking", "change_booking"]),
});

/** A one-time code, with what it is for, so that nobody reads it out for something else. */
export const signInCode = defineTemplate({
  name: "signInCode",
  schema,
  sms: true,
  fill: ({ code, validMinutes, purpose }, t) => ({
    values: { code, validMinutes, purpose: t.text(`mail.codePurposes.${purpose}`) },
    code,
    notes: ["never"],
  }),
});
