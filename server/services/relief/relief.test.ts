import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { Context } from "@/server/context";
import type { Role } from "@/server/core/member";
import { billingOf } from "@/server/services/billing/view";
import { previewCancellation } from "@/server/services/booking/cancel-preview";
import { getFile, putFile } from "@/server/services/file";
import { keepRetention } from "@/server/services/privacy/keep-retention";
import { listQuotes } from "@/server/services/quote/list";
import { contextOf, userOf } from "@/server/test-asking";
import { confirmed, later, managing, quoted, refused, systemOf, testBookings } from "@/server/test-booking";
import { checkRelief } from "./check";
import { claimRelief, reliefOfBooking, withdrawRelief } from "./claim";
import { listRelief } from "./queue";

const made = testBookings();
const as = (role: Role, orgId: string | null = null): Context => contextOf(made.db, userOf(role, orgId));

const picture = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: "#a33" } })
    .jpeg()
    .toBuffer();

async function paperOf(guest: Context): Promise<string> {
  return (await putFile(guest, { purpose: "relief" }, await picture())).fileId;
}

const claiming = (fileId: string, claimId: string = randomUUID()) => ({
  claimId,
  fileId,
  group: "minimum_living" as const,
  agreesToNormalPrice: true as const,
});

/** A confirmed booking whose quote has both prices, its claim still open. */
async function claimed() {
  let claimId = "";
  const booked = await confirmed(
    made,
    {
      patient: { mobility: "walk", weightKg: null, birthYear: null, patientId: null },
    },
    async (guest) => {
      const claim = await claimRelief(guest, claiming(await paperOf(guest)));
      claimId = claim.claimId;
    },
  );
  return { ...booked, claimId, bookingId: booked.result.bookingId };
}

describe("a claim to a reduced price", () => {
  it("puts both prices into every quote, and is taken back as long as nothing is confirmed", async () => {
    const { guest, quotes } = await quoted(made);
    expect(quotes.every(({ relief }) => relief === null)).toBe(true);
    expect((await reliefOfBooking(guest, {})).offered).toEqual([
      "three_withouts",
      "poverty",
      "minimum_living",
    ]);
    const claim = claiming(await paperOf(guest));
    await claimRelief(guest, claim);
    expect(await claimRelief(guest, claim)).toMatchObject({ status: "open" });
    const both = (await listQuotes(guest, {})).quotes;
    for (const quote of both) {
      expect(quote.relief?.tariff.code).toBe("taizhou-relief");
      expect(quote.relief?.totalFen).toBeLessThan(quote.totalFen);
      expect(quote.relief?.lines.reduce((sum, { fen }) => sum + fen, 0)).toBe(quote.relief?.totalFen);
    }
    await withdrawRelief(guest, {});
    expect((await listQuotes(guest, {})).quotes.every(({ relief }) => relief === null)).toBe(true);
    expect(await withdrawRelief(guest, {})).toEqual({ withdrawn: false });
  });

  it("needs its own paper, and stands once", async () => {
    const [one, other] = [await quoted(made), await quoted(made)];
    const foreign = await paperOf(other.guest);
    expect(await refused(claimRelief(one.guest, claiming(foreign)))).toEqual({
      code: "not_found",
      key: "relief.paper_missing",
    });
    const answers = await Promise.all(
      [await paperOf(one.guest), await paperOf(one.guest)].map((fileId) =>
        claimRelief(one.guest, claiming(fileId)).then(
          () => "made",
          (error: { key?: string }) => error.key,
        ),
      ),
    );
    expect(answers.sort()).toEqual(["made", "relief.claimed_already"]);
  });

  it("is all that a draft's link may hand in before a code was given", async () => {
    const { guest } = await quoted(made);
    expect(await refused(putFile(guest, { purpose: "evidence" }, await picture()))).toEqual({
      code: "forbidden",
      key: "link.code_needed",
    });
  });

  it("asks for no more than the reduced price while it waits, and is checked once, by somebody else", async () => {
    const it = await claimed();
    const money = () => billingOf(managing(it.guest), { bookingId: it.bookingId });
    const { quote, dueFen } = await money();
    expect(dueFen).toBe(quote?.relief?.reliefFen);
    expect(quote?.relief).toMatchObject({ status: "open", normalFen: it.quote.totalFen });
    const seat = as("seat", randomUUID());
    expect((await listRelief(seat, { status: "open" })).map(({ claimId }) => claimId)).toContain(it.claimId);
    // A hospital that did not book it meets nothing.
    const stranger = as("case_manager", randomUUID());
    expect(await listRelief(stranger, { status: "open" })).toEqual([]);
    const accept = { claimId: it.claimId, verdict: "accepted" as const, reason: "" };
    expect(await refused(checkRelief(stranger, accept))).toEqual({
      code: "not_found",
      key: "relief.not_found",
    });
    const verdicts = await Promise.all(
      [accept, { ...accept, verdict: "refused" as const, reason: "证明已过期" }].map((input) =>
        checkRelief(seat, input).then(
          ({ status }) => status,
          (error: { key?: string }) => error.key,
        ),
      ),
    );
    expect(verdicts.filter((said) => said === "relief.checked_already")).toHaveLength(1);
  });

  it("refused leaves the ordinary price of the quote, is told, and lets the claimant go free", async () => {
    const it = await claimed();
    const seat = as("seat", randomUUID());
    await checkRelief(seat, { claimId: it.claimId, verdict: "refused", reason: "证明已过期" });
    const money = await billingOf(managing(it.guest), { bookingId: it.bookingId });
    expect(money.dueFen).toBe(it.quote.totalFen);
    const told = await made.db
      .owner`select channel from message where booking_id = ${it.bookingId} and template = 'relief_checked'`;
    expect(told.length).toBeGreaterThan(0);
    const close = later(
      managing(it.guest),
      (it.quote.pickupFrom.getTime() - it.guest.now.getTime()) / 60_000 - 5,
    );
    expect(await previewCancellation(close, {})).toMatchObject({ code: "free", feeFen: 0 });
    expect((await reliefOfBooking(it.guest, {})).claim).toMatchObject({
      status: "refused",
      reason: "证明已过期",
    });
  });

  it("accepted holds the reduced price", async () => {
    const it = await claimed();
    await checkRelief(as("regulator", randomUUID()), {
      claimId: it.claimId,
      verdict: "accepted",
      reason: "",
    });
    const money = await billingOf(managing(it.guest), { bookingId: it.bookingId });
    expect(money.dueFen).toBe(money.quote?.relief?.reliefFen);
  });

  it("shows its paper to those who check it, until it is checked; then it is masked, and forgotten in time", async () => {
    const it = await claimed();
    const [row] = await made.db.owner`select file_id from relief_claim where id = ${it.claimId}`;
    const fileId = String(row?.file_id);
    const [seat, regulator] = [as("seat", randomUUID()), as("regulator", randomUUID())];
    expect((await getFile(seat, fileId)).contentType).toBe("image/jpeg");
    const unseen = { code: "not_found", key: "file.not_found" };
    expect(await refused(getFile(as("dispatcher", randomUUID()), fileId))).toEqual(unseen);
    await checkRelief(seat, { claimId: it.claimId, verdict: "accepted", reason: "" });
    expect(await refused(getFile(seat, fileId))).toEqual(unseen);
    expect((await getFile(regulator, fileId)).sha256).toHaveLength(64);
    await keepRetention(systemOf(made.db, later(regulator, 60 * 24 * 29).now));
    expect((await getFile(regulator, fileId)).sha256).toHaveLength(64);
    await keepRetention(systemOf(made.db, later(regulator, 60 * 24 * 31).now));
    expect(await refused(getFile(regulator, fileId))).toEqual(unseen);
    const [left] = await made.db
      .owner`select status, file_id, forgotten_at from relief_claim where id = ${it.claimId}`;
    expect(left).toMatchObject({ status: "accepted", file_id: null });
    expect(left?.forgotten_at).not.toBeNull();
  });
});
