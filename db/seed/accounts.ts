import { v7 as uuidv7 } from "uuid";
import type { Executor } from "@/db/client";
import { account } from "@/db/schema/account";
import { readContact } from "@/server/core/contact";
import { blindIndex, seal } from "@/server/gateways/vault";

/** Who to make: contacts as a person would type them, reserved ones only (`…@….example`). */
export interface AccountValues {
  id?: string;
  name: string;
  email?: string;
  phone?: string;
  locale?: "zh-CN" | "en";
  /** A confirmed authenticator with this Base32 secret; without one the first sign-in enrols. */
  totp?: string;
  createdAt?: Date;
}

const epoch = new Date("2026-01-01T00:00:00Z");

function contactOf(kind: "email" | "phone", text: string | undefined) {
  if (text === undefined) return { sealed: null, index: null };
  const contact = readContact(text);
  if (contact?.kind !== kind) throw new Error(`${text} is no ${kind}`);
  return { sealed: seal(contact.value, `-/account/${kind}`), index: blindIndex("-", kind, contact.value) };
}

/** An account as signing in would leave it: contacts sealed and indexed, the authenticator's secret sealed. */
export async function makeAccount(db: Executor, values: AccountValues): Promise<typeof account.$inferInsert> {
  const email = contactOf("email", values.email);
  const phone = contactOf("phone", values.phone);
  const createdAt = values.createdAt ?? epoch;
  const row = {
    id: values.id ?? uuidv7(),
    nameSealed: seal(values.name, "-/account/name"),
    emailSealed: email.sealed,
    emailIndex: email.index,
    phoneSealed: phone.sealed,
    phoneIndex: phone.index,
    locale: values.locale ?? "zh-CN",
    totpSealed: values.totp ? seal(values.totp, "-/account/totp") : null,
    totpConfirmedAt: values.totp ? createdAt : null,
    createdAt,
  };
  await db.insert(account).values(row);
  return row;
}
