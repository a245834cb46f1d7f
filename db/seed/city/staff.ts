import { createHmac } from "node:crypto";
import { account } from "@/db/schema/account";
import { membership } from "@/db/schema/organization";
import { accountRow } from "@/db/seed/accounts";
import type { Role } from "@/server/core/member";
import { env } from "@/server/env";
import { type City, foundedAt } from "./city";
import { orgId } from "./organizations";
import { person, phone } from "./people";
import { insertRows, seedId } from "./rows";

/** A ready account: who it is for, where, under which address. Families have no membership. */
interface Desk {
  local: string;
  role: Role;
  org: string | null;
}

const desks: Record<string, Desk[]> = {
  "331000": [
    { local: "family1", role: "family", org: null },
    { local: "family2", role: "family", org: null },
    { local: "manager1", role: "case_manager", org: "hospital-central" },
    { local: "manager2", role: "case_manager", org: "hospital-linhai" },
    { local: "manager3", role: "case_manager", org: "hospital-enze" },
    { local: "manager4", role: "case_manager", org: "hospital-yuhuan" },
    { local: "seat1", role: "seat", org: "call-centre" },
    { local: "seat2", role: "seat", org: "call-centre" },
    { local: "clinician1", role: "clinician", org: "call-centre" },
    { local: "clinician2", role: "clinician", org: "regulator" },
    { local: "dispatcher1", role: "dispatcher", org: "antu" },
    { local: "dispatcher2", role: "dispatcher", org: "kanghang" },
    { local: "dispatcher3", role: "dispatcher", org: "heshun" },
    { local: "dispatcher4", role: "dispatcher", org: "suda" },
    { local: "finance1", role: "finance", org: "regulator" },
    { local: "finance2", role: "finance", org: "antu" },
    { local: "finance3", role: "finance", org: "insurer" },
    { local: "regulator1", role: "regulator", org: "regulator" },
    { local: "admin1", role: "region_admin", org: "regulator" },
    { local: "platform1", role: "platform_admin", org: "regulator" },
  ],
  "420112": [
    { local: "family1", role: "family", org: null },
    { local: "manager1", role: "case_manager", org: "hospital-people" },
    { local: "seat1", role: "seat", org: "call-centre" },
    { local: "clinician1", role: "clinician", org: "call-centre" },
    { local: "dispatcher1", role: "dispatcher", org: "jinyin" },
    { local: "finance1", role: "finance", org: "regulator" },
    { local: "regulator1", role: "regulator", org: "regulator" },
    { local: "admin1", role: "region_admin", org: "regulator" },
  ],
};

/** Addresses carry the region, but for the first city: `dispatcher1@…`, `dispatcher1.dongxihu@…`. */
export function demoEmail(regionId: string, local: string): string {
  return `${local}${regionId === "331000" ? "" : ".dongxihu"}@demo.anzhuan.example`;
}

export const accountId = (regionId: string, local: string) => seedId(regionId, "account", local);

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An authenticator secret of this installation alone: derived from its own link secret, so that no two share one. */
function totpSecret(email: string): string {
  const bytes = createHmac("sha256", env().LINK_SECRET).update(`seed-totp/${email}`).digest().subarray(0, 20);
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{5}/g) ?? []).map((five) => base32.charAt(Number.parseInt(five, 2))).join("");
}

/** The account of one desk or crew member. */
export function seedAccountRow(city: City, local: string, role: Role, of: { name: string; phone: string }) {
  const email = demoEmail(city.regionId, local);
  const secret = role === "family" ? {} : { totpSecret: totpSecret(email) };
  return accountRow({
    id: accountId(city.regionId, local),
    name: of.name,
    email,
    phone: of.phone,
    createdAt: foundedAt(city),
    ...secret,
  });
}

export function membershipRow(
  city: City,
  local: string,
  role: Role,
  org: string,
): typeof membership.$inferInsert {
  return {
    regionId: city.regionId,
    id: seedId(city.regionId, "membership", local),
    orgId: orgId(city.regionId, org),
    accountId: accountId(city.regionId, local),
    role,
    createdAt: foundedAt(city),
  };
}

/** One ready account for every role, with its membership and a confirmed authenticator. */
export async function seedStaff(city: City): Promise<void> {
  const list = desks[city.regionId] ?? [];
  const offset = city.regionId === "331000" ? 0 : 100;
  const accounts = list.map(({ local, role }, index) =>
    seedAccountRow(city, local, role, {
      name: person(city.regionId, `staff/${local}`, { from: 1972, until: 1998 }).name,
      phone: phone(role === "family" ? "family" : "staff", (role === "family" ? 1_900 : 0) + offset + index),
    }),
  );
  await insertRows(city.db, account, accounts);
  const memberships = list.flatMap(({ local, role, org }) =>
    org ? [membershipRow(city, local, role, org)] : [],
  );
  await insertRows(city.db, membership, memberships);
}
