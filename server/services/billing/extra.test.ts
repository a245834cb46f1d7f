import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { makeFile } from "@/db/seed/trip-world";
import { inTransaction } from "@/server/scope";
import { testDatabase } from "@/server/test-database";
import { moneyWorld } from "@/server/test-money";
import { keyOf } from "@/server/test-refusal";
import { lockAccount } from "./balance";
import { answerExtra, askExtra } from "./extra";

const books = moneyWorld(testDatabase);
const crew = () => books.member("crew");

async function ask(minutes = 60): Promise<string> {
  const { database, here } = books;
  await database.owner`UPDATE trip SET status = 'on_board' WHERE id = ${here.trip.id}`;
  const extra = { code: "waiting", minutes } as const;
  return (await askExtra(crew(), { extraId: uuidv7(), tripId: here.trip.id, extra })).extraId;
}
const sign = (extraId: string | null, purpose: "signature" | "photo" = "signature") =>
  makeFile(books.world, books.here.booking.id, purpose, extraId);
const confirm = (extraId: string, signatureId: string) =>
  answerExtra(crew(), { extraId, answer: "confirmed", signatureId });

describe("an extra answered on the crew's phone", () => {
  it("is confirmed by the signature given for it, and by no other of the booking", async () => {
    const [handedOver, first, second] = [await sign(null), await ask(), await ask(120)];
    const forFirst = await sign(first);
    expect(await keyOf(confirm(second, handedOver))).toBe("bad_input extra.signature_of_other");
    expect(await keyOf(confirm(second, forFirst))).toBe("bad_input extra.signature_of_other");
    expect(await keyOf(confirm(second, await sign(second, "photo")))).toBe("not_found file.not_found");
    const { extras } = await books.money();
    expect(extras.map(({ status }) => status)).toEqual(["asked", "asked"]);
    expect(await confirm(first, forFirst)).toMatchObject({ status: "confirmed" });
    expect(await confirm(second, await sign(second))).toMatchObject({ status: "confirmed" });
  });

  it("is asked while the booking's money is written: nobody waits for the other", async () => {
    await inTransaction(books.system(), async (tx) => {
      await lockAccount(tx, books.here.booking.id);
      expect(await ask()).toBeTruthy();
    });
  });

  it("through the link is the payer's own word: a signature that comes along is not kept as one", async () => {
    const extraId = await ask();
    const signatureId = await sign(null);
    await answerExtra(books.guest(), { extraId, answer: "confirmed", signatureId });
    const [row] = await books.database
      .owner`SELECT status, signature_id FROM extra_charge WHERE id = ${extraId}`;
    expect(row).toEqual({ status: "confirmed", signature_id: null });
  });
});
