import { and, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking } from "@/db/schema/booking";
import { file } from "@/db/schema/file";
import { shift } from "@/db/schema/fleet";
import { trip } from "@/db/schema/trip";
import { type AccessRole, type Actor, actorName, actorRole, type Context, type Tx } from "@/server/context";
import { mayCall } from "@/server/core/access";
import { DomainError } from "@/server/core/domain-error";
import type { FilePut } from "@/server/core/file-input";
import { dropFile, putAlone, putSignature, readFile, type StoredFile } from "@/server/gateways/files";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "./audit";
import { countAgainst } from "./rate-limit";
import { mayReadPaper } from "./relief/read-paper";
import { crewTrip } from "./trip/load";
import { crewOfShift } from "./trip/shift";

export interface FileView {
  fileId: string;
  sha256: string;
  contentType: string;
  bytes: number;
}

interface Owner {
  bookingId: string | null;
  viewerOrgs: string[];
  viewerUsers: string[];
}

const filesPerHour = 200;
/** What a bare link sends in an hour (the paper of a relief, photos of what happened), an address for several, and a booking for good: more helps nobody. */
const linkFilesPerHour = 12;
const linkFilesAtMost = 40;
const ownOrg = (actor: Actor) => (actor.kind === "user" && actor.orgId ? [actor.orgId] : []);
const ownUser = (actor: Actor) => (actor.kind === "user" ? [actor.accountId] : []);

/** A photo of the vehicle before a shift belongs to the operator; somebody else's shift is not found. */
async function ofOwnShift(tx: Tx, shiftId: string): Promise<Owner> {
  const [row] = await tx.db
    .select({ orgId: shift.orgId })
    .from(shift)
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.id, shiftId), crewOfShift(tx)));
  if (!row) throw new DomainError("not_found", "fleet.shift_not_found");
  return { bookingId: null, viewerOrgs: [row.orgId], viewerUsers: ownUser(tx.actor) };
}

/** To what a file belongs, and so who will see it; somebody else's booking or trip is not found. */
async function ownerOf(tx: Tx, input: FilePut): Promise<Owner> {
  const { actor } = tx;
  if (input.tripId) {
    const row = await crewTrip(tx, input.tripId);
    return { bookingId: row.bookingId, viewerOrgs: row.viewerOrgs, viewerUsers: row.viewerUsers };
  }
  if (input.shiftId) return ofOwnShift(tx, input.shiftId);
  const bookingId = actor.kind === "guest" ? actor.bookingId : input.bookingId;
  if (!bookingId) return { bookingId: null, viewerOrgs: ownOrg(actor), viewerUsers: ownUser(actor) };
  const [row] = await tx.db
    .select()
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, bookingId)));
  // A crew member without the second factor acts as family: what names the crew is not its own.
  const isFamily = actor.kind === "user" && actor.role === "family";
  if (!row || (isFamily && row.bookedBy !== actor.accountId))
    throw new DomainError("not_found", "booking.not_found");
  const [ride] = await tx.db
    .select({ orgId: trip.orgId })
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.bookingId, bookingId)));
  const orgs = [...row.viewerOrgs, ...(ride ? [ride.orgId] : []), ...ownOrg(actor)];
  return {
    bookingId,
    viewerOrgs: [...new Set(orgs)],
    viewerUsers: [...new Set([...row.viewerUsers, ...ownUser(actor)])],
  };
}

function refuseReader(ctx: Context): void {
  // This door is a route handler, not a procedure: the access table is asked here.
  if (!mayCall(actorRole(ctx.actor), "file.get")) throw new DomainError("not_signed_in", "access.sign_in");
}

/** What each role's work needs: the crew's of its trip, an operator's papers, what belongs to a case. */
const purposes: Partial<Record<AccessRole, readonly FilePut["purpose"][]>> = {
  guest: ["evidence", "relief"],
  family: ["evidence", "relief"],
  case_manager: ["evidence", "relief"],
  seat: ["evidence", "relief"],
  crew: ["photo", "signature", "toll", "evidence"],
  dispatcher: ["paper", "marking", "photo", "evidence"],
  regulator: ["paper", "marking", "photo", "evidence"],
};

/**
 * Whether the actor may send files at all; asked before a byte of the body is read. Which ones is asked with the fields (`assertPurpose`).
 * @throws DomainError not_signed_in `access.sign_in`, forbidden `access.role`
 */
export function assertMayPut({ actor }: Context): void {
  const role = actorRole(actor);
  if (role === "visitor") throw new DomainError("not_signed_in", "access.sign_in");
  if (!mayCall(role, "file.put")) throw new DomainError("forbidden", "access.role", { verb: "file.put" });
}

/**
 * Without a code a draft's link hands in the paper of a relief while the price is looked at, and a ride's link shows what happened,
 * as it also complains and reports without one.
 */
function assertCode({ actor }: Context, purpose: FilePut["purpose"]): void {
  if (actor.kind !== "guest" || actor.manage) return;
  if (purpose !== (actor.link === "draft" ? "relief" : "evidence"))
    throw new DomainError("forbidden", "link.code_needed");
}

function assertPurpose(ctx: Context, { purpose, tripId, bookingId, shiftId }: FilePut): void {
  const role = actorRole(ctx.actor);
  assertCode(ctx, purpose);
  const isTheirs = role === "system" || purposes[role]?.includes(purpose);
  const isOfNothing = (role === "crew" && !tripId && !shiftId) || (role === "family" && !bookingId);
  if (!isTheirs || isOfNothing) throw new DomainError("forbidden", "access.role", { verb: "file.put" });
}

/** Each file has bytes of its own, so that they can go when it goes (`dropFiles`). */
async function store(
  ctx: Context,
  purpose: FilePut["purpose"],
  content: Buffer,
  id: string,
): Promise<StoredFile> {
  if (purpose === "signature") return putSignature(content, id);
  const { actor } = ctx;
  const isPdf = content.toString("latin1", 0, 5) === "%PDF-";
  // Pictures are drawn anew and harm nobody who looks; a paper by a bare link, from nobody known, would be kept as it came.
  const mayBePaper =
    purpose === "relief" ||
    purpose === "paper" ||
    (purpose === "evidence" && (actor.kind !== "guest" || actor.manage));
  if (isPdf && !mayBePaper) throw new DomainError("bad_input", "file.not_an_image");
  return putAlone(content, id);
}

/** Uploads cost room and computing: a link or an account sends so many an hour at most. */
async function limitUploads(tx: Tx, { bookingId }: Owner): Promise<void> {
  const { actor } = tx;
  await countAgainst(tx, `file:${actorName(actor)}`, filesPerHour, 3600);
  if (actor.kind !== "guest" || actor.manage) return;
  await countAgainst(tx, `file-link/${bookingId}`, linkFilesPerHour, 3600);
  await countAgainst(tx, `file-from/${actor.addressIndex}`, 4 * linkFilesPerHour, 3600);
  const sent = await tx.db
    .select({ id: file.id })
    .from(file)
    .where(
      and(
        eq(file.regionId, tx.region.id),
        eq(file.bookingId, actor.bookingId),
        eq(file.uploadedBy, actorName(actor)),
      ),
    )
    .limit(linkFilesAtMost);
  if (sent.length >= linkFilesAtMost)
    throw new DomainError("too_many", "file.link_full", { hotline: tx.region.hotline });
}

/**
 * Keep a file: type told by its content, pictures re-encoded without metadata, at most 12 MB. Authorised before a byte is
 * kept, and its hash is the record. `fileId` may be made by the client: the same file again is answered the same.
 * @throws DomainError as `assertMayPut`; not_found `trip.not_found`, `fleet.shift_not_found`, `booking.not_found`; bad_input of `gateways/files`; conflict `file.id_used`;
 * too_many `rate.too_many`, `file.link_full`
 */
export async function putFile(ctx: Context, input: FilePut, content: Buffer): Promise<FileView> {
  assertMayPut(ctx);
  assertPurpose(ctx, input);
  const id = input.fileId ?? uuidv7();
  await inTransaction(ctx, async (tx) => {
    await limitUploads(tx, await ownerOf(tx, input));
  });
  const stored = await store(ctx, input.purpose, content, id);
  return inTransaction(ctx, async (tx) => {
    const owner = await ownerOf(tx, input);
    const view = { fileId: id, sha256: stored.sha256, contentType: stored.mediaType, bytes: stored.bytes };
    const [row] = await tx.db
      .insert(file)
      .values({
        ...owner,
        regionId: tx.region.id,
        id,
        sha256: stored.sha256,
        contentType: stored.mediaType,
        bytes: stored.bytes,
        alone: true,
        purpose: input.purpose,
        extraId: input.extraId ?? null,
        uploadedBy: actorName(tx.actor),
        createdAt: tx.now,
      })
      .onConflictDoNothing()
      .returning({ id: file.id });
    if (!row) {
      const known = await findFile(tx, id);
      if (
        known?.sha256 === stored.sha256 &&
        known.bookingId === owner.bookingId &&
        known.extraId === (input.extraId ?? null)
      )
        return view;
      throw new DomainError("conflict", "file.id_used");
    }
    await writeAudit(tx, {
      verb: "file.put",
      noun: "file",
      nounId: id,
      bookingId: owner.bookingId,
      after: { sha256: stored.sha256, purpose: input.purpose },
    });
    return view;
  });
}

/**
 * Take files away for good: their rows now, as the platform, and by a job once that holds, the bytes of those that have bytes of
 * their own. Answers how many.
 */
export async function dropFiles(p: Tx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const gone = await p.db
    .delete(file)
    .where(and(eq(file.regionId, p.region.id), inArray(file.id, [...ids])))
    .returning({ sha256: file.sha256, alone: file.alone });
  for (const { sha256, alone } of gone)
    if (alone) await enqueue(p.db, "drop-file", { regionId: p.region.id, sha256 });
  return gone.length;
}

/** The bytes of a file that is gone; said again it changes nothing, and of one that is still there it does nothing. */
export async function dropBytes(ctx: Context, sha256: string): Promise<void> {
  const isKept = await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ id: file.id })
      .from(file)
      .where(and(eq(file.regionId, tx.region.id), eq(file.sha256, sha256)))
      .limit(1);
    return rows.length > 0;
  });
  if (!isKept) await dropFile(sha256);
}

async function findFile(tx: Tx, id: string) {
  const [row] = await tx.db
    .select()
    .from(file)
    .where(and(eq(file.regionId, tx.region.id), eq(file.id, id)));
  return row;
}

/**
 * A file that the actor may see, with its bytes checked against the recorded hash; each read is audited.
 * @throws DomainError not_found `file.not_found`; unavailable `file.damaged`
 */
export async function getFile(
  ctx: Context,
  id: string,
): Promise<{ content: Buffer; contentType: string; sha256: string }> {
  refuseReader(ctx);
  const row = await inTransaction(ctx, async (tx) => {
    const found = await findFile(tx, id);
    if (!found || (found.purpose === "relief" && !(await mayReadPaper(tx, id))))
      throw new DomainError("not_found", "file.not_found");
    await writeAudit(tx, {
      verb: "file.get",
      noun: "file",
      nounId: id,
      bookingId: found.bookingId,
      after: { read: found.purpose },
    });
    return found;
  });
  const { content, mediaType } = await readFile(row.sha256);
  return { content, contentType: mediaType, sha256: row.sha256 };
}
