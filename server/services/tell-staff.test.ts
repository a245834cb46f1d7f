import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { booking } from "@/db/schema/booking";
import { makeOrganization } from "@/db/seed/factories";
import { renderMail } from "@/emails/registry";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { leaveUnserved } from "@/server/services/dispatch/leave-unserved";
import { escalateEmergency } from "@/server/services/emergency/notify";
import { openHandover } from "@/server/services/emergency/open";
import { tellFinance } from "@/server/services/payment/tell-finance";
import { testDatabase } from "@/server/test-database";
import { makeMember, moneyWorld } from "@/server/test-money";

const books = moneyWorld(testDatabase);

async function makeSeats(): Promise<string[]> {
  const { db, regionId } = books.world;
  const centre = await makeOrganization(db, regionId, "call_centre");
  const seats = [await makeMember(books, centre.id, "seat"), await makeMember(books, centre.id, "seat")];
  // Not theirs to answer: somebody else's desk, and one who left.
  await makeMember(books, books.world.operator.id, "dispatcher");
  const left = await makeMember(books, centre.id, "seat");
  await books.database.owner`UPDATE membership SET status = 'ended' WHERE account_id = ${left}`;
  return seats;
}

interface Told {
  to: string;
  data: Record<string, unknown>;
}
async function told(template: string): Promise<Told[]> {
  const { owner } = books.database;
  const rows = await owner<{ to_sealed: string; data_sealed: string }[]>`
    SELECT to_sealed, data_sealed FROM message WHERE template = ${template} AND channel <> 'in_app'`;
  const { regionId } = books.world;
  return rows.map((row) => ({
    to: open(row.to_sealed, `${regionId}/message/to`),
    data: JSON.parse(open(row.data_sealed, `${regionId}/message/data`)) as Record<string, unknown>,
  }));
}
const base = { name: "台州市", number: "96120", timeZone: "Asia/Shanghai" };

describe("money that needs a person", () => {
  it("is told to the regulator where there is no finance desk, with a page of its own area", async () => {
    const regulator = await makeMember(books, books.world.regulator.id, "regulator");
    const alarm = { kind: "refund_failed", bookingId: books.here.booking.id, amountFen: 28_000 } as const;
    const tell = (id: string) =>
      inTransaction(books.system(), (tx) =>
        tellFinance(tx, { ...alarm, id, orgId: books.world.operator.id }),
      );
    await tell("one");
    const [first, ...more] = await told("money_alarm");
    expect([first?.to, more]).toEqual([`${regulator}@example.org`, []]);
    expect(first?.data.url).toMatch(/\/regulator\/payments#refund_failed$/);
    const finance = await makeMember(books, books.world.operator.id, "finance");
    await tell("two");
    const second = (await told("money_alarm")).filter(({ to }) => to === `${finance}@example.org`);
    expect(second.map(({ data }) => String(data.url))).toEqual([
      expect.stringContaining("/finance/payments?show=refund_failed"),
    ]);
    expect(await told("money_alarm")).toHaveLength(2);
  });
});

describe("the seats are told", () => {
  it("of a booking that nobody takes, once each, with the call to make", async () => {
    const seats = await makeSeats();
    const { id } = books.here.booking;
    const leave = () =>
      inTransaction(books.system(), async (tx) => {
        const [row] = await tx.db.select().from(booking).where(eq(booking.id, id));
        if (!row) throw new Error("The booking is there");
        await leaveUnserved(tx, row, [], []);
      });
    await leave();
    await leave();
    const alarms = await told("unserved_alarm");
    expect(alarms.map(({ to }) => to).sort()).toEqual(seats.map((seat) => `${seat}@example.org`).sort());
    const mail = await renderMail("unserved_alarm", "zh-CN", { ...alarms[0]?.data, region: base } as never);
    expect(mail.subject).toContain(books.here.booking.number);
    expect(mail.text).toContain("/seat/callbacks");
    expect(mail.text).not.toContain("张三丰");
    await books.database.owner`UPDATE membership SET status = 'ended' WHERE role = 'seat'`;
  });

  it("of a hand-over that nobody at 120 took, also when one of them cannot be written to", async () => {
    const [broken, seat] = await makeSeats();
    await books.database.owner`UPDATE account SET email_sealed = 'not sealed' WHERE id = ${broken ?? ""}`;
    const record = {
      bookingNumber: null,
      redFlags: [],
      findings: [],
      ruleVersion: "triage@1",
      mobility: "stretcher" as const,
      birthYear: null,
      weightKg: null,
      relation: "child",
    };
    const { id, reference } = await inTransaction(books.system(0), (tx) =>
      openHandover(tx, {
        bookingId: null,
        record,
        place: null,
        phone: null,
        viewerOrgs: [],
        viewerUsers: [],
      }),
    );
    await escalateEmergency(books.system(1), id);
    await escalateEmergency(books.system(2), id);
    const alarms = await told("emergency_alarm");
    expect(alarms.map(({ to }) => to)).toEqual([`${seat}@example.org`]);
    const mail = await renderMail("emergency_alarm", "zh-CN", { ...alarms[0]?.data, region: base } as never);
    expect(mail.text).toContain(reference);
    expect(mail.text).toContain(`/seat/emergency/${id}`);
  });
});
