import { and, eq } from "drizzle-orm";
import { account } from "@/db/schema/account";
import { crewMember } from "@/db/schema/fleet";
import type { Context, Tx } from "@/server/context";
import { localDay } from "@/server/core/local-time";
import { trainingBalance, trainingReminder } from "@/server/core/training";
import { publicUrl } from "@/server/env";
import { open } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { contactsOf } from "@/server/services/account/person";
import { sendMessage } from "@/server/services/message";
import { trainingSums } from "@/server/services/standard/training";
import { tellStaff } from "@/server/services/tell-staff";
import { trainingAsked } from "./find";

interface Short {
  member: typeof crewMember.$inferSelect;
  lastDay: string;
  daysLeft: number;
  hoursShort: number;
  creditsShort: number;
}

/** The operator's dispatchers and the person hear of it, once per key. */
async function tell(tx: Tx, { member, ...said }: Short, key: string): Promise<void> {
  const subjectName = open(member.nameSealed, `${tx.region.id}/crew_member/name`);
  const template = "training_short" as const;
  const desk = (locale: string) => ({
    ...said,
    subjectName,
    url: publicUrl(`/${locale}/operator/crew/${member.id}?tab=training`),
  });
  await tellStaff(
    tx,
    { role: "dispatcher", orgId: member.orgId },
    { template, bookingId: null, key, data: desk },
  );
  if (!member.accountId) return;
  const mine = eq(account.id, member.accountId);
  const [own] = await asPlatform(tx, (p) => p.db.select().from(account).where(mine));
  const [contact] = own ? contactsOf(own) : [];
  if (!own || !contact) return;
  await asPlatform(tx, (p) =>
    sendMessage(p, {
      template,
      channel: contact.kind === "email" ? "email" : "sms",
      to: contact.value,
      locale: own.locale,
      data: { ...said, subjectName, url: publicUrl(`/${own.locale}/crew/profile`) },
      accountId: own.id,
      dedupeKey: `${key}:own`,
    }),
  );
}

/**
 * Near the end of a quarter, at 30, 14 and 3 days: say once each who would then lack hours or credits, to the operator's
 * dispatchers and to the person.
 */
export async function remindTraining(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const today = localDay(tx.now, tx.region.timeZone);
    const due = trainingReminder(today);
    if (!due) return;
    const asked = await trainingAsked(tx);
    const members = await tx.db
      .select()
      .from(crewMember)
      .where(and(eq(crewMember.regionId, tx.region.id), eq(crewMember.status, "active")));
    const sums = await trainingSums(
      tx,
      members.map(({ id }) => id),
    );
    const { bucket, ...until } = due;
    for (const member of members) {
      const sum = sums.get(member.id);
      if (!sum) continue;
      const since = localDay(member.createdAt, tx.region.timeZone);
      const { hoursShort, creditsShort } = trainingBalance(sum, asked, since, today);
      if (hoursShort === 0 && creditsShort === 0) continue;
      const key = `training:${member.id}:${until.lastDay}:${bucket}`;
      await tell(tx, { member, ...until, hoursShort, creditsShort }, key);
    }
  });
}
