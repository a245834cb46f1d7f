import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor } from "@/server/context";
import { asPlatform, inTransaction } from "@/server/scope";
import { contextOf, userOf } from "@/server/test-asking";
import { held, quoted, systemOf, testBookings } from "@/server/test-booking";
import { chooseSlot } from "../booking/choose-slot";
import { releaseSlot } from "../booking/release-slot";
import { acceptQuote } from "./accept";
import { listQuotes } from "./list";

const made = testBookings();

/** What a quote says and why; its standing and who sees it may change. */
const told = async (id: string) =>
  JSON.stringify(
    (
      await made.db.owner`
        select to_jsonb(q) - 'status' - 'accepted_at' - 'viewer_orgs' - 'viewer_users' as row from quote q where id = ${id}`
    )[0],
  );

/** The SQLSTATE that an update of one column ends with; null: it went through. */
async function updating(actor: Actor, column: string, id: string): Promise<string | null> {
  const ctx = contextOf(made.db, actor);
  const work = inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) =>
      p.db.execute(
        sql`update quote set ${sql.identifier(column)} = ${sql.identifier(column)} where id = ${id}`,
      ),
    ),
  );
  return work.then(
    () => null,
    (error: { cause?: { code?: string } }) => error.cause?.code ?? "unknown",
  );
}

describe("a quote after its issue", () => {
  it("cannot be written by the application, whoever acts, save its standing and who sees it", async () => {
    const { quotes } = await quoted(made);
    const id = quotes[0]?.id ?? "";
    const columns = await made.db
      .owner`select column_name as name from information_schema.columns where table_name = 'quote'`;
    const open: string[] = [];
    const actors: Actor[] = [
      { kind: "system", job: "test" },
      userOf("regulator", null),
      userOf("platform_admin", null),
    ];
    for (const actor of actors)
      for (const { name } of columns) {
        const code = await updating(actor, String(name), id);
        if (code === null) open.push(String(name));
        // Insufficient privilege, not a policy that found no row.
        else expect([name, code]).toEqual([name, "42501"]);
      }
    expect([...new Set(open)].sort()).toEqual(["accepted_at", "status", "viewer_orgs", "viewer_users"]);
  }, 30_000);

  it("says the same whatever is done with its booking and with the rules", async () => {
    const deeds = {
      again: async ({ guest }: Awaited<ReturnType<typeof held>>) => void (await listQuotes(guest, {})),
      release: async ({ guest }: Awaited<ReturnType<typeof held>>) => void (await releaseSlot(guest, {})),
      choose: async ({ guest, quote }: Awaited<ReturnType<typeof held>>) =>
        void (await chooseSlot(guest, { quoteId: quote.id })),
      accept: async ({ quote }: Awaited<ReturnType<typeof held>>) =>
        void (await inTransaction(systemOf(made.db), (tx) => acceptQuote(tx, quote.id))),
      tariff: async () =>
        void (await made.db.owner`
          update rule_version set content = jsonb_set(content, '{bands,0,perKmFen}', to_jsonb((content #>> '{bands,0,perKmFen}')::int + 1))
          where kind = 'tariff' and code = 'taizhou-2025-10'`),
    };
    const names = Object.keys(deeds) as (keyof typeof deeds)[];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...names), { maxLength: 5 }), async (story) => {
        const draft = await held(made);
        const before = await told(draft.quote.id);
        for (const name of story) await deeds[name](draft).catch(() => undefined);
        expect(await told(draft.quote.id)).toBe(before);
        await releaseSlot(draft.guest, {}).catch(() => undefined);
      }),
      { numRuns: process.env.LONG ? 60 : 6 },
    );
  }, 60_000);
});
