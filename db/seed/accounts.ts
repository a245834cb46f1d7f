import type { Executor } from "@/db/client";
import { account } from "@/db/schema/account";
import { blindIndex, seal } from "@/server/gateways/vault";

/** What is known of a person who signs in; `totpSecret` (base32) makes a confirmed authenticator. */
export interface SeedAccount {
  id: string;
  name: string;
  email?: string;
  /** E.164, "+8619900004001". */
  phone?: string;
  locale?: string;
  totpSecret?: string;
  createdAt: Date;
}

/** An account's row: contacts sealed and indexed as signing in looks them up (across regions, hence the dash). */
export function accountRow({
  id,
  name,
  email,
  phone,
  locale,
  totpSecret,
  createdAt,
}: SeedAccount): typeof account.$inferInsert {
  return {
    id,
    nameSealed: seal(name, "-/account/name"),
    emailSealed: email ? seal(email, "-/account/email") : null,
    emailIndex: email ? blindIndex("-", "email", email) : null,
    phoneSealed: phone ? seal(phone, "-/account/phone") : null,
    phoneIndex: phone ? blindIndex("-", "phone", phone) : null,
    locale: locale ?? "zh-CN",
    totpSealed: totpSecret ? seal(totpSecret, "-/account/totp") : null,
    totpConfirmedAt: totpSecret ? createdAt : null,
    createdAt,
  };
}

/** Write one account. */
export async function makeAccount(db: Executor, person: SeedAccount): Promise<typeof account.$inferInsert> {
  const row = accountRow(person);
  await db.insert(account).values(row);
  return row;
}
