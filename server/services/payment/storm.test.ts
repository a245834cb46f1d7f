import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { startCheckout } from "@/server/services/payment/start-checkout";
import { testDatabase } from "@/server/test-database";
import { moneyWorld } from "@/server/test-money";
import { webhookEar } from "@/server/test-webhooks";

const ear = webhookEar();
const books = moneyWorld(testDatabase, ear);
ear.tell(books);
/** How many webhooks are given to the door in all; the sample is what `npm test` has time for. */
const events = process.env.LONG ? 10_000 : 200;

describe("a storm of webhooks", () => {
  it(
    `duplicated and shuffled, ${events} of them end in the ledger that one of each makes`,
    async () => {
      const { url } = await startCheckout(books.guest(), { bookingId: books.here.booking.id });
      await ear.pay(String(url), "decline", 2);
      await ear.pay(String(url), "succeed", 5);
      const session = new URL(String(url)).pathname.split("/").at(-1) ?? "";
      await fetch(`${books.peer.url}/peer/sessions/${session}/dispute`, { method: "POST" });
      const disputed = () => ear.arrived.some(({ body }) => body.includes('"charge.dispute.'));
      await expect.poll(disputed, { timeout: 10_000 }).toBe(true);
      const kinds = [...ear.arrived];
      const once = Array.from({ length: events }, (_, index) => kinds[index % kinds.length]).flatMap(
        (each) => each ?? [],
      );
      const [storm = []] = fc.sample(fc.shuffledSubarray(once, { minLength: events, maxLength: events }), {
        numRuns: 1,
        seed: 7,
      });
      for (let from = 0; from < storm.length; from += 50) await ear.deliver(storm.slice(from, from + 50));
      expect(await books.balances()).toEqual({ "loss:disputed": 28_000, "receivable:payer": -28_000 });
      expect((await books.money()).payments).toMatchObject([{ status: "succeeded", amountFen: 28_000 }]);
      const rows = await books.database.owner`
        SELECT state FROM ledger_entry WHERE booking_id = ${books.here.booking.id}`;
      expect(rows).toHaveLength(4);
    },
    process.env.LONG ? 900_000 : 30_000,
  );
});
