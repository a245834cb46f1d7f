import { v7 as uuidv7 } from "uuid";
import { retentionRun } from "@/db/schema/retention";
import type { Context, Tx } from "@/server/context";
import { loggable } from "@/server/core/failure";
import { type RegionSettings, startingRegionSettings } from "@/server/core/region-settings";
import type { RetentionClass } from "@/server/core/retention";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { findInForce } from "@/server/services/rule";
import { forgetReliefPapers } from "../relief/forget";
import { forgetCare, forgetDrafts, forgetOrders } from "./forget-bookings";
import { forgetCallbacks, forgetCodes, forgetMessages, forgetPatients, forgetSessions } from "./forget-rows";
import { thinTracks } from "./thin-tracks";

type Privacy = RegionSettings["privacy"];

/** One class of data: until when it is due, and one step of forgetting, which answers with how many rows it took. */
interface Rule {
  days: (privacy: Privacy) => number;
  step: (tx: Tx, cutOff: Date, privacy: Privacy) => Promise<number>;
}

const years = (count: number): number => Math.ceil(count * 365.25);

/** Every class but looks at markings, which `marking/forget.ts` keeps by their own figures. */
const rules: Record<Exclude<RetentionClass, "scans">, Rule> = {
  drafts: { days: ({ draftDays }) => draftDays, step: forgetDrafts },
  codes: { days: ({ codeDays }) => codeDays, step: forgetCodes },
  sessions: { days: ({ codeDays }) => codeDays, step: forgetSessions },
  tracks: { days: ({ trackDays }) => trackDays, step: thinTracks },
  messages: { days: ({ messageDays }) => messageDays, step: forgetMessages },
  callbacks: { days: ({ callDays }) => callDays, step: forgetCallbacks },
  patients: { days: ({ patientDays }) => patientDays, step: forgetPatients },
  relief: { days: ({ reliefDays }) => reliefDays, step: forgetReliefPapers },
  orders: { days: ({ orderYears }) => years(orderYears), step: forgetOrders },
  care: { days: ({ careYears }) => years(careYears), step: forgetCare },
};

/** In one round and class; what is left over, after an outage, the next round takes. */
const stepsAtMost = 50;

async function step(tx: Tx, kind: keyof typeof rules): Promise<number> {
  const settings = await findInForce(tx, "region");
  const { privacy } = settings?.content ?? startingRegionSettings;
  const { days, step: forget } = rules[kind];
  const cutOff = new Date(tx.now.getTime() - days(privacy) * 86_400_000);
  const removed = await forget(tx, cutOff, privacy);
  if (removed === 0) return 0;
  const settingsVersionId = settings?.view.id ?? null;
  const run = { id: uuidv7(), at: tx.now, kind, settingsVersionId, cutOff, removed };
  await tx.db.insert(retentionRun).values({ ...run, regionId: tx.region.id });
  const after = { kind, removed, cutOff: cutOff.toISOString() };
  await writeAudit(tx, { verb: "privacy.forget", noun: "region", nounId: tx.region.id, after });
  return removed;
}

/**
 * Forget what was kept long enough, by the region's own figures (`privacy`, a rule version): each class in small steps, each
 * step with its row in `retention_run` and in the audit. Answers with how many rows of each class; done again it forgets
 * nothing more. One class that fails does not keep the others.
 */
export async function keepRetention(ctx: Context): Promise<Partial<Record<RetentionClass, number>>> {
  const forgotten: Partial<Record<RetentionClass, number>> = {};
  const failures: unknown[] = [];
  for (const kind of Object.keys(rules) as (keyof typeof rules)[]) {
    try {
      for (let at = 0; at < stepsAtMost; at++) {
        const removed = await inTransaction(ctx, (tx) => step(tx, kind));
        if (removed === 0) break;
        forgotten[kind] = (forgotten[kind] ?? 0) + removed;
      }
    } catch (error) {
      console.error("retention", kind, loggable(error));
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return forgotten;
}
