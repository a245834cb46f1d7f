import { and, eq, isNotNull, lte } from "drizzle-orm";
import { account } from "@/db/schema/account";
import { certification, paper } from "@/db/schema/certification";
import { crewMember, vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import { paperDue } from "@/server/core/certification";
import { addDays, localDay } from "@/server/core/local-time";
import { publicUrl } from "@/server/env";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { accountAad } from "@/server/services/account/person";
import { sendMessage } from "@/server/services/message";
import { dispatchersOf } from "@/server/services/offer/tell-operator";

const lookAheadDays = 60;

function lapsing(tx: Tx, until: string) {
  return tx.db
    .select({
      paper,
      subject: certification.subject,
      orgId: certification.orgId,
      orgNameZh: organization.nameZh,
      orgNameEn: organization.nameEn,
      plate: vehicle.plate,
      crewSealed: crewMember.nameSealed,
      crewAccountId: crewMember.accountId,
    })
    .from(paper)
    .innerJoin(
      certification,
      and(eq(certification.regionId, paper.regionId), eq(certification.id, paper.certificationId)),
    )
    .innerJoin(
      organization,
      and(eq(organization.regionId, certification.regionId), eq(organization.id, certification.orgId)),
    )
    .leftJoin(
      vehicle,
      and(eq(vehicle.regionId, certification.regionId), eq(vehicle.id, certification.subjectId)),
    )
    .leftJoin(
      crewMember,
      and(eq(crewMember.regionId, certification.regionId), eq(crewMember.id, certification.subjectId)),
    )
    .where(
      and(
        eq(paper.regionId, tx.region.id),
        eq(paper.replaced, false),
        isNotNull(paper.expiresOn),
        lte(paper.expiresOn, until),
      ),
    );
}

type Lapsing = Awaited<ReturnType<typeof lapsing>>[number];

function nameOf(tx: Tx, row: Lapsing, locale: string): string {
  if (row.plate) return row.plate;
  if (row.crewSealed) return open(row.crewSealed, `${tx.region.id}/crew_member/name`);
  return locale === "en" ? row.orgNameEn : row.orgNameZh;
}

/** The operator's dispatchers, and the crew member whose own paper it is. */
async function readersOf(tx: Tx, row: Lapsing): Promise<{ id: string; email: string; locale: string }[]> {
  const readers = await dispatchersOf(tx, row.orgId);
  if (!row.crewAccountId) return readers;
  const [own] = await tx.db.select().from(account).where(eq(account.id, row.crewAccountId));
  if (!own?.emailSealed) return readers;
  return [...readers, { id: own.id, email: open(own.emailSealed, accountAad.email), locale: own.locale }];
}

/** Say at 60, 30 and 7 days and on the last day which paper lapses, to whom it concerns, once each. */
export async function remindPapers(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const today = localDay(tx.now, tx.region.timeZone);
    for (const row of await lapsing(tx, addDays(today, lookAheadDays))) {
      const due = paperDue(row.paper.expiresOn, today);
      if (!due || due.lapsed || due.bucket === null) continue;
      for (const reader of await readersOf(tx, row)) {
        await sendMessage(tx, {
          channel: "email",
          to: reader.email,
          template: "certification_lapsing",
          locale: reader.locale,
          data: {
            subjectKind: row.subject,
            subjectName: nameOf(tx, row, reader.locale),
            paper: row.paper.kind,
            expiresOn: row.paper.expiresOn,
            daysLeft: due.daysLeft,
            url: publicUrl(`/${reader.locale}/operator/papers`),
          },
          dedupeKey: `paper:${row.paper.id}:${due.bucket}:${reader.id}`,
        });
      }
    }
  });
}
