import { and, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking } from "@/db/schema/booking";
import { organization } from "@/db/schema/organization";
import { adverseEntry, type adverseEvent } from "@/db/schema/trip";
import { actorName, type Tx } from "@/server/context";
import type { AdverseParty } from "@/server/core/adverse-event";
import { asPlatform } from "@/server/scope";
import { sendMessage } from "@/server/services/message";
import { publicUrl } from "@/server/services/public-url";
import { tellStaff } from "@/server/services/tell-staff";
import type { TripRow } from "@/server/services/trip/load";

export type AdverseRow = typeof adverseEvent.$inferSelect;
type NewEntry = Pick<typeof adverseEntry.$inferInsert, "kind" | "party" | "told" | "text" | "files">;
export type AdverseNews = "reported" | "disinfect" | "overdue";

/** Append what was done about an event, or who was told; answers with its id. */
export async function addEntry(
  tx: Tx,
  row: Pick<AdverseRow, "id" | "orgId">,
  entry: Partial<NewEntry> & Pick<NewEntry, "kind">,
): Promise<string> {
  const id = uuidv7();
  await asPlatform(tx, (p) =>
    p.db.insert(adverseEntry).values({
      files: [],
      ...entry,
      regionId: tx.region.id,
      id,
      adverseId: row.id,
      orgId: row.orgId,
      by: actorName(tx.actor),
      createdAt: tx.now,
    }),
  );
  return id;
}

async function factsOf(tx: Tx, row: AdverseRow, plate: string) {
  const [operator] = await tx.db
    .select({ nameZh: organization.nameZh })
    .from(organization)
    .where(and(eq(organization.regionId, tx.region.id), eq(organization.id, row.orgId)));
  const [booked] = await tx.db
    .select({ number: booking.number })
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, row.bookingId)));
  return {
    eventNumber: `${booked?.number ?? row.id}-${row.id.slice(-4)}`,
    kind: row.kind,
    happenedAt: row.happenedAt,
    operator: operator?.nameZh ?? "",
    plate,
    bookingNumber: booked?.number ?? "",
  };
}

type Desk = Extract<AdverseParty, "operator" | "regulator" | "region_admin">;

/** Tell the members of a desk, by every way they have, and write down that they were told. Names no patient. */
export async function tellDesk(
  tx: Tx,
  row: AdverseRow,
  { desk, news, plate, by, key }: { desk: Desk; news: AdverseNews; plate: string; by: Date; key: string },
): Promise<void> {
  const facts = await asPlatform(tx, (p) => factsOf(p, row, plate));
  const to =
    desk === "operator"
      ? ({ role: "dispatcher", orgId: row.orgId } as const)
      : ({ role: desk, type: "regulator" } as const);
  const page = desk === "operator" ? "operator/adverse" : "regulator/cases/adverse";
  const told = await tellStaff(tx, to, {
    template: "adverse_event_notice",
    bookingId: row.bookingId,
    key: `adverse:${row.id}:${desk}:${key}`,
    data: (locale) => ({
      ...facts,
      news,
      reportBy: by,
      url: publicUrl(`/${locale}/${page}/${row.id}`),
    }),
    urgent: true,
  });
  await addEntry(tx, row, { kind: "told", party: desk, told });
}

/** The region's insurers see it in the app; the operator's own is told by the operator, which records it. */
async function showInsurers(tx: Tx, row: AdverseRow, plate: string, by: Date): Promise<string[]> {
  return asPlatform(tx, async (p) => {
    const facts = await factsOf(p, row, plate);
    const shown = await p.db
      .select({ id: organization.id })
      .from(organization)
      .where(
        and(
          eq(organization.regionId, tx.region.id),
          inArray(organization.type, ["regulator", "insurer"]),
          eq(organization.status, "active"),
        ),
      );
    const url = publicUrl(`/zh-CN/regulator/cases/adverse/${row.id}`);
    for (const { id } of shown)
      await sendMessage(p, {
        channel: "in_app",
        to: id,
        template: "adverse_event_notice",
        locale: "zh-CN",
        data: { ...facts, news: "reported", reportBy: by, url },
        bookingId: row.bookingId,
        dedupeKey: `adverse:${row.id}:${id}`,
      });
    return shown.map(({ id }) => id);
  });
}

/** Operator and regulator hear at once of a new event; answers with the organizations whose pages change. */
export async function tellOfReport(tx: Tx, row: AdverseRow, trip: TripRow): Promise<string[]> {
  const about = { news: "reported", plate: trip.plate, by: row.dueAt, key: "reported" } as const;
  await tellDesk(tx, row, { desk: "operator", ...about });
  await tellDesk(tx, row, { desk: "regulator", ...about });
  return [row.orgId, ...(await showInsurers(tx, row, trip.plate, row.dueAt))];
}
