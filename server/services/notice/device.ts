import { and, eq, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { pushSubscription } from "@/db/schema/message";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { EndDeviceInput, SubscribeInput } from "@/server/core/notice-input";
import { isPushEndpoint, type PushDevice, pushPublicKey } from "@/server/gateways/push/deliver";
import { blindIndex, open, seal } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { countAgainst } from "../rate-limit";

type DeviceRow = typeof pushSubscription.$inferSelect;
const aad = (regionId: string, column: string) => `${regionId}/push_subscription/${column}`;
const indexOf = (tx: Tx, endpoint: string) => blindIndex(tx.region.id, "push_endpoint", endpoint);
const perReaderADay = 30;

/** Whose device it is: the guest's of the booking's link, else the signed-in person's. */
function readerOf(ctx: Context): { accountId: string } | { bookingId: string } {
  if (ctx.actor.kind === "guest" && ctx.actor.link === "track") return { bookingId: ctx.actor.bookingId };
  const accountId = accountIdOf(ctx);
  if (!accountId) throw new DomainError("not_signed_in", "access.sign_in");
  return { accountId };
}

const ofReader = (reader: ReturnType<typeof readerOf>) =>
  "accountId" in reader
    ? eq(pushSubscription.accountId, reader.accountId)
    : eq(pushSubscription.bookingId, reader.bookingId);

/**
 * `notice.subscribe`: this device hears by web push. Again with the same address renews its keys.
 * @throws DomainError bad_input `notice.endpoint` when the address is no push service's; not_signed_in `access.sign_in`
 */
export async function subscribeDevice(ctx: Context, input: SubscribeInput): Promise<void> {
  const reader = readerOf(ctx);
  if (!isPushEndpoint(input.endpoint)) throw new DomainError("bad_input", "notice.endpoint");
  await inTransaction(ctx, async (tx) => {
    await countAgainst(tx, `push/${Object.values(reader)[0]}`, perReaderADay, 86_400);
    await asPlatform(tx, async (p) => {
      await endWhere(p, reader, input.endpoint);
      const regionId = p.region.id;
      await p.db.insert(pushSubscription).values({
        regionId,
        id: uuidv7(),
        ...reader,
        locale: input.locale,
        endpointIndex: indexOf(p, input.endpoint),
        endpointSealed: seal(input.endpoint, aad(regionId, "endpoint")),
        p256dh: input.p256dh,
        authSealed: seal(input.auth, aad(regionId, "auth")),
        createdAt: p.now,
      });
    });
  });
}

async function endWhere(p: Tx, reader: ReturnType<typeof readerOf>, endpoint: string): Promise<void> {
  await p.db
    .update(pushSubscription)
    .set({ endedAt: p.now })
    .where(
      and(
        eq(pushSubscription.regionId, p.region.id),
        eq(pushSubscription.endpointIndex, indexOf(p, endpoint)),
        isNull(pushSubscription.endedAt),
        ofReader(reader),
      ),
    );
}

/** `notice.unsubscribe`: this device hears no more. */
export async function unsubscribeDevice(ctx: Context, input: EndDeviceInput): Promise<void> {
  const reader = readerOf(ctx);
  await inTransaction(ctx, (tx) => asPlatform(tx, (p) => endWhere(p, reader, input.endpoint)));
}

/** The devices that a stored push goes to: `account:<id>` or `booking:<id>`. System only. */
export async function devicesOf(tx: Tx, to: string): Promise<(PushDevice & { id: string })[]> {
  const [kind, id = ""] = to.split(":");
  const reader = kind === "account" ? { accountId: id } : { bookingId: id };
  const rows: DeviceRow[] = await tx.db
    .select()
    .from(pushSubscription)
    .where(
      and(eq(pushSubscription.regionId, tx.region.id), isNull(pushSubscription.endedAt), ofReader(reader)),
    );
  return rows.map((row) => ({
    id: row.id,
    endpoint: open(row.endpointSealed, aad(row.regionId, "endpoint")),
    p256dh: row.p256dh,
    auth: open(row.authSealed, aad(row.regionId, "auth")),
  }));
}

/** The push service says that the device is gone: it hears no more. System only. */
export async function endDevice(tx: Tx, id: string): Promise<void> {
  await tx.db
    .update(pushSubscription)
    .set({ endedAt: tx.now })
    .where(and(eq(pushSubscription.regionId, tx.region.id), eq(pushSubscription.id, id)));
}

/** `notice.pushKey`: the key to subscribe with; null: this installation sends no web push, so nothing offers it. */
export function pushKey(): string | null {
  return pushPublicKey();
}
