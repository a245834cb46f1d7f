import { v7 as uuidv7 } from "uuid";
import { organization } from "@/db/schema/organization";
import { region } from "@/db/schema/region";
import { ruleVersion } from "@/db/schema/rule";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import type { RegionInput } from "@/server/core/admin-input";
import { checkCreditCode } from "@/server/core/credit-code";
import { DomainError } from "@/server/core/domain-error";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { rulesToCopy } from "@/server/services/rule";
import { grantRole } from "./member";

type RuleRow = typeof ruleVersion.$inferSelect;

/** A rule of one region as another starts with it: its own code and region, the source told, nothing reviewed yet. */
function copied(row: RuleRow, from: string, to: string, now: Date): typeof ruleVersion.$inferInsert {
  const swap = (text: string) => text.replaceAll(from, to);
  const content = { ...row.content };
  for (const key of ["id", "regionId"])
    if (typeof content[key] === "string") content[key] = swap(content[key]);
  return {
    ...row,
    regionId: to,
    id: uuidv7(),
    code: swap(row.code),
    version: 1,
    status: "in_force",
    content,
    reviewed: false,
    demonstration: true,
    source: `${row.source} (${from})`,
    note: null,
    publishedBy: null,
    basedOn: null,
    draftedBy: null,
    reason: null,
    announcedAt: null,
    validFrom: now,
    validUntil: null,
    createdAt: now,
  };
}

function values(input: RegionInput, now: Date): typeof region.$inferInsert {
  const {
    code,
    centre,
    rulesFrom: _rules,
    regulator: _regulator,
    administrator: _administrator,
    ...rest
  } = input;
  return { ...rest, id: code, centreLat: centre.lat, centreLon: centre.lon, createdAt: now };
}

async function fill(tx: Tx, input: RegionInput, rules: RuleRow[]): Promise<void> {
  await tx.db.insert(region).values(values(input, tx.now));
  if (rules.length > 0)
    await tx.db
      .insert(ruleVersion)
      .values(rules.map((row) => copied(row, input.rulesFrom, input.code, tx.now)));
  const orgId = uuidv7();
  const checked = checkCreditCode(input.regulator.creditCode);
  const creditCode = checked.ok ? checked.value : input.regulator.creditCode;
  await tx.db.insert(organization).values({
    regionId: input.code,
    id: orgId,
    type: "regulator",
    ...input.regulator,
    creditCode,
    createdAt: tx.now,
  });
  for (const role of ["region_admin", "regulator"] as const)
    await grantRole(tx, { ...input.administrator, orgId, role });
  const { nameZh, hotline, timeZone, rulesFrom } = input;
  await writeAudit(tx, {
    verb: "admin.createRegion",
    noun: "region",
    nounId: input.code,
    after: { nameZh, hotline, timeZone, rulesFrom },
  });
}

/**
 * Create a region with its number, zone, rules (copied from another, marked as not reviewed), its regulator and that
 * regulator's first administrator, all or nothing. @throws DomainError conflict `admin.region_exists`
 */
export async function createRegion(ctx: Context, input: RegionInput): Promise<{ regionId: string }> {
  const at = (id: string) => ({ ...ctx, region: { id, timeZone: input.timeZone, hotline: input.hotline } });
  const rules = await inTransaction(at(input.rulesFrom), (tx) => rulesToCopy(tx));
  if (rules.length === 0) throw new DomainError("not_found", "region.not_found", { region: input.rulesFrom });
  return inTransaction(at(input.code), async (tx) => {
    await fill(tx, input, rules);
    return { regionId: input.code };
  }).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "admin.region_exists", { region: input.code });
    throw error;
  });
}
