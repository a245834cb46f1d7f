import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { testDatabase } from "@/server/test-database";
import { moneyWorld } from "@/server/test-money";
import { startCheckout } from "./start-checkout";

const books = moneyWorld(testDatabase);
const hospital = uuidv7();

/** Where the hosted page of a checkout sends the payer: after paying, and when turning back. */
async function waysBack(url: string | null): Promise<(string | null)[]> {
  const id = new URL(String(url)).pathname.split("/").at(-1);
  const answer = await fetch(`${books.peer.url}/v1/checkout/sessions/${id}`, {
    headers: { authorization: "Bearer sk_test_local_peer" },
  });
  const session = (await answer.json()) as { success_url: string; cancel_url: string };
  return [session.success_url, session.cancel_url].map((each) => {
    const { pathname, searchParams } = new URL(each);
    return `${pathname}?payment=${searchParams.get("payment")}`;
  });
}
const start = (ctx = books.guest()) => startCheckout(ctx, { bookingId: books.here.booking.id });

async function bookedByHospital() {
  const { database, here } = books;
  await database.owner`UPDATE booking SET org_id = ${hospital}, viewer_orgs = array_append(viewer_orgs, ${hospital})
    WHERE id = ${here.booking.id}`;
  return books.member("case_manager", hospital, uuidv7());
}

describe("the way back from the hosted page", () => {
  it("leads a hospital and a seat to their own page of the booking, a family to its link", async () => {
    const manager = await bookedByHospital();
    const { id } = books.here.booking;
    expect(await waysBack((await start(manager)).url)).toEqual([
      `/zh-CN/hospital/bookings/${id}?payment=done`,
      `/zh-CN/hospital/bookings/${id}?payment=back`,
    ]);
    const seat = books.member("seat", uuidv7(), uuidv7());
    expect((await waysBack((await start(seat)).url))[0]).toBe(`/zh-CN/seat/bookings/${id}?payment=done`);
    expect((await waysBack((await start()).url))[0]).toMatch(/^\/zh-CN\/track\/.+\?payment=done$/);
    const { payments } = await books.money();
    expect(payments.map((each) => each.status).sort()).toEqual(["cancelled", "cancelled", "pending"]);
  });

  it("is the same when the answer was lost and the sweep asks again", async () => {
    const { database, here } = books;
    const manager = await bookedByHospital();
    const first = await start(manager);
    await database.owner`UPDATE payment SET provider_ref = NULL WHERE booking_id = ${here.booking.id}`;
    await books.lookUp();
    expect((await start(manager)).url).toBe(first.url);
    expect((await books.money()).payments).toHaveLength(1);
  });
});
