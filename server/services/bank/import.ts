import { and, desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { bankFile, bankLine } from "@/db/schema/bank-statement";
import { lostRace } from "@/db/sqlstate";
import { actorName, type Context, type Tx } from "@/server/context";
import { guessMapping, lineTexts, type ReadLine, readLines } from "@/server/core/bank/read";
import type { bankImport, bankPreview } from "@/server/core/bank/statement";
import { DomainError } from "@/server/core/domain-error";
import { seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { postLedger } from "../ledger";
import { decodeFile, digestOf } from "./file";
import { asBankDesk, officeBooks } from "./office";

const shownRows = 5;

async function remembered(tx: Tx, headDigest: string) {
  const [row] = await tx.db
    .select({ mapping: bankFile.mapping })
    .from(bankFile)
    .where(and(eq(bankFile.regionId, tx.region.id), eq(bankFile.headDigest, headDigest)))
    .orderBy(desc(bankFile.importedAt))
    .limit(1);
  return row?.mapping ?? null;
}

async function known(tx: Tx, digest: string) {
  const [row] = await tx.db
    .select()
    .from(bankFile)
    .where(and(eq(bankFile.regionId, tx.region.id), eq(bankFile.digest, digest)));
  return row ?? null;
}

/**
 * What a bank's file holds before it is taken in: its columns as they were named the last time or guessed by their heads, the
 * first lines, and how many can be read.
 * @throws DomainError not_found `payment.not_found`; bad_input `bank.unreadable`
 */
export async function previewFile(ctx: Context, input: z.infer<typeof bankPreview>) {
  const file = decodeFile(input.content, input.encoding);
  return inTransaction(ctx, async (tx) => {
    await asBankDesk(tx);
    return asPlatform(tx, async (p) => {
      const head = file.rows[file.head] ?? [];
      const before = await remembered(p, file.headDigest);
      return {
        encoding: file.encoding,
        head,
        sample: file.rows.slice(file.head + 1, file.head + 1 + shownRows),
        lineCount: file.rows.length - file.head - 1,
        mapping: before ?? guessMapping(head),
        isRemembered: before !== null,
        isKnown: (await known(p, file.digest)) !== null,
      };
    });
  });
}

async function writeLine(
  tx: Tx,
  fileId: string,
  line: ReadLine,
  key: string,
  orgId: string,
): Promise<boolean> {
  const id = uuidv7();
  const isIn = line.amountFen > 0;
  const [row] = await tx.db
    .insert(bankLine)
    .values({
      regionId: tx.region.id,
      id,
      fileId,
      key,
      bookedOn: line.bookedOn,
      amountFen: line.amountFen,
      leftFen: isIn ? line.amountFen : 0,
      detailsSealed: seal(JSON.stringify(line.details), `${tx.region.id}/bank_line/details`),
      status: isIn ? "open" : "ignored",
      createdAt: tx.now,
      settledAt: isIn ? null : tx.now,
    })
    .onConflictDoNothing()
    .returning({ id: bankLine.id });
  // The money lies in the bank whatever it is for: it waits in suspense until somebody says.
  if (row && isIn)
    await postLedger(
      tx,
      { orgId, bookingId: null },
      {
        debitAccount: "money:region",
        creditAccount: "suspense",
        amountFen: line.amountFen,
        state: "posted",
        causeKey: `bank:${id}`,
        memo: "bank_received",
      },
    );
  return row !== undefined;
}

export interface Imported {
  fileId: string;
  lineCount: number;
  newCount: number;
  /** Rows that could not be read, by their number in the file. */
  unread: number[];
}

/**
 * Take in a bank's statement file: every line once, however many files bring it; money in waits in suspense to be matched. The
 * same file again changes nothing.
 * @throws DomainError not_found `payment.not_found`; bad_input `bank.unreadable`, `bank.no_lines`; conflict `bank.file_known`
 */
export async function importFile(ctx: Context, input: z.infer<typeof bankImport>): Promise<Imported> {
  const file = decodeFile(input.content, input.encoding);
  const { lines, unread } = readLines(file.rows, input.mapping);
  if (lines.length === 0) throw new DomainError("bad_input", "bank.no_lines");
  const keys = lineTexts(lines).map(digestOf);
  const work = async (tx: Tx): Promise<Imported> => {
    await asBankDesk(tx);
    const orgId = await officeBooks(tx);
    return asPlatform(tx, async (p) => {
      const before = await known(p, file.digest);
      if (before) return { fileId: before.id, lineCount: before.lineCount, newCount: 0, unread };
      const id = uuidv7();
      const { mapping, name, encoding } = input;
      const about = { regionId: tx.region.id, id, digest: file.digest, headDigest: file.headDigest };
      const by = { importedBy: actorName(tx.actor), importedAt: tx.now };
      await p.db.insert(bankFile).values({
        ...about,
        ...by,
        name,
        encoding,
        mapping,
        lineCount: lines.length,
        newCount: lines.length,
      });
      let newCount = 0;
      for (const [index, line] of lines.entries())
        if (await writeLine(p, id, line, keys[index] ?? "", orgId)) newCount += 1;
      await p.db
        .update(bankFile)
        .set({ newCount })
        .where(and(eq(bankFile.regionId, tx.region.id), eq(bankFile.id, id)));
      await writeAudit(tx, {
        verb: "bank.import",
        noun: "bank_file",
        nounId: id,
        after: { encoding, lineCount: lines.length, newCount, digest: file.digest },
      });
      await wake(tx, {});
      return { fileId: id, lineCount: lines.length, newCount, unread };
    });
  };
  return inTransaction(ctx, work).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "bank.file_known");
    throw error;
  });
}
