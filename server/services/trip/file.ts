import { and, eq } from "drizzle-orm";
import { file } from "@/db/schema/file";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { TripRow } from "./load";

type Purpose = (typeof file.$inferSelect)["purpose"];

/** A signature that was given for this very extra: another one of the booking (a hand-over's, another extra's) answers nothing. */
export async function checkExtraSignature(
  tx: Tx,
  extra: { id: string; bookingId: string },
  fileId: string,
): Promise<void> {
  await checkFile(tx, extra, fileId, ["signature"]);
  const [own] = await tx.db
    .select({ extraId: file.extraId })
    .from(file)
    .where(and(eq(file.regionId, tx.region.id), eq(file.id, fileId)));
  if (own?.extraId !== extra.id) throw new DomainError("bad_input", "extra.signature_of_other");
}

/** A signature or photo that a record points at exists, is of its kind and belongs to this trip's booking. */
export async function checkFile(
  tx: Tx,
  row: Pick<TripRow, "bookingId">,
  fileId: string,
  purposes: readonly Purpose[],
): Promise<void> {
  const [found] = await tx.db
    .select({ purpose: file.purpose, bookingId: file.bookingId })
    .from(file)
    .where(and(eq(file.regionId, tx.region.id), eq(file.id, fileId)));
  if (!found || found.bookingId !== row.bookingId || !purposes.includes(found.purpose)) {
    throw new DomainError("not_found", "file.not_found");
  }
}
