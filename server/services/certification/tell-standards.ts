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

/** Why they are told: the version that holds, and since when it fails them. */
interface Because {
  ruleVersionId: string;
  version: number;
  because: "version" | "time";
}

async function tellOperator(
  tx: Tx,
  orgId: string,
  its: readonly Failing[],
  { ruleVersionId, version, because }: Because,
) {
  const named = await Promise.all(
    its.slice(0, namedAtMost).map(async (it) => ({ ...it, called: await calledByOwner(tx, it.row) })),
  );
  const since = because === "version" ? "" : `:${tx.now.toISOString()}`;
  const key = `standard:${ruleVersionId}:${orgId}${since}`;
  const data = (locale: string) => ({
    because,
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

/** Tell each operator which of its certified subjects fail the standards, and why: once for a version that made them fail. */
export async function tellStandards(tx: Tx, of: Because, failing: readonly Failing[]): Promise<void> {
  for (const [orgId, its] of Map.groupBy(failing, ({ row }) => row.orgId))
    await tellOperator(tx, orgId, its, of);
}
