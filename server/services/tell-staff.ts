import { and, eq } from "drizzle-orm";
import { account } from "@/db/schema/account";
import { membership, organization } from "@/db/schema/organization";
import type { Tx } from "@/server/context";
import type { Contact } from "@/server/core/contact";
import { loggable } from "@/server/core/failure";
import type { Role } from "@/server/core/member";
import type { MessageTemplate } from "@/server/core/message";
import { asPlatform } from "@/server/scope";
import { type AccountRow, contactsOf } from "./account/person";
import { sendMessage } from "./message";

type OrganizationType = (typeof organization.$inferSelect)["type"];

/** Whom to tell: active members of a role, in the region's organizations of a type, or in one organization. */
type Desk = { role: Role } & ({ type: OrganizationType } | { orgId: string });

interface Reader {
  accountId: string;
  locale: string;
  contacts: Contact[];
}

/** One person's address that cannot be opened must not keep an alarm from all the others. */
function readable(row: AccountRow): Contact[] {
  try {
    return contactsOf(row);
  } catch (error) {
    console.error("staff.contact", row.id, loggable(error));
    return [];
  }
}

async function readersOf(tx: Tx, desk: Desk): Promise<Reader[]> {
  const rows = await tx.db
    .select({ account })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .innerJoin(
      organization,
      and(eq(organization.regionId, membership.regionId), eq(organization.id, membership.orgId)),
    )
    .where(
      and(
        eq(membership.regionId, tx.region.id),
        eq(membership.role, desk.role),
        eq(membership.status, "active"),
        eq(organization.status, "active"),
        "type" in desk ? eq(organization.type, desk.type) : eq(organization.id, desk.orgId),
      ),
    );
  return rows.map((row) => ({
    accountId: row.account.id,
    locale: row.account.locale,
    contacts: readable(row.account),
  }));
}

interface StaffMessage {
  template: MessageTemplate;
  bookingId: string | null;
  /** Said once per key and person. */
  key: string;
  /** What the template needs, with links in the reader's language. */
  data: (locale: string) => Record<string, unknown>;
  /** By every way a person has, not by the first only. */
  urgent?: boolean;
}

/**
 * Tell the members of a desk, in the caller's transaction: each by e-mail, by short message where there is none (both when
 * urgent). Answers how many people hear of it; none is for the caller to mind.
 */
export async function tellStaff(tx: Tx, desk: Desk, message: StaffMessage): Promise<number> {
  const { template, bookingId, key, data, urgent = false } = message;
  return asPlatform(tx, async (p) => {
    const readers = (await readersOf(p, desk)).filter((reader) => reader.contacts.length > 0);
    for (const { accountId, locale, contacts } of readers) {
      for (const { kind, value } of urgent ? contacts : contacts.slice(0, 1)) {
        const channel = kind === "email" ? "email" : "sms";
        const dedupeKey = `${key}:${accountId}:${channel}`;
        await sendMessage(p, {
          template,
          bookingId,
          channel,
          to: value,
          locale,
          data: data(locale),
          accountId,
          dedupeKey,
        });
      }
    }
    return readers.length;
  });
}
