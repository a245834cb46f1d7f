import type { Tx } from "@/server/context";
import type { RuleFailed } from "@/server/core/standard/evaluate";
import { publicUrl } from "@/server/env";
import { tellStaff } from "@/server/services/tell-staff";
import { calledByOwner } from "./name";
import type { CertificationRow } from "./subject";
import { pageOf } from "./tell";

/** So many are named in the message; the page knows them all. */
const namedAtMost = 20;

interface Failing {
  row: CertificationRow;
  fails: readonly RuleFailed[];
}

async function tellOperator(tx: Tx, orgId: string, its: readonly Failing[], key: string, version: number) {
  const named = await Promise.all(
    its.slice(0, namedAtMost).map(async (it) => ({ ...it, called: await calledByOwner(tx, it.row) })),
  );
  const data = (locale: string) => ({
    version,
    count: its.length,
    failing: named.map(({ row, fails, called }) => ({
      name: called.name(locale),
      why: fails
        .map((fail) => (locale === "en" ? fail.textEn : fail.textZh))
        .join(locale === "en" ? " " : ""),
      url: pageOf(row, locale),
    })),
    url: publicUrl(`/${locale}/operator/papers`),
  });
  const message = { template: "standards_failing" as const, bookingId: null, key, urgent: true, data };
  await tellStaff(tx, { role: "dispatcher", orgId }, message);
}

/** Tell each operator, once per version of the standards, which of its certified subjects the version makes fail, and why. */
export async function tellStandards(
  tx: Tx,
  of: { ruleVersionId: string; version: number },
  failing: readonly Failing[],
): Promise<void> {
  for (const [orgId, its] of Map.groupBy(failing, ({ row }) => row.orgId))
    await tellOperator(tx, orgId, its, `standard:${of.ruleVersionId}:${orgId}`, of.version);
}
