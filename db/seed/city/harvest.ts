import { audit } from "@/db/schema/audit";
import { bill, ledgerEntry, payment, refund } from "@/db/schema/billing";
import { booking, consent } from "@/db/schema/booking";
import { complaint, complaintEntry, complaintEvidence, rating } from "@/db/schema/case";
import { cashCount } from "@/db/schema/cash-count";
import {
  claim,
  decision,
  decisionInput,
  decisionPart,
  declinedDemand,
  promise,
  slotHold,
} from "@/db/schema/dispatch";
import { file } from "@/db/schema/file";
import { insuranceSettlement, insuranceVisit } from "@/db/schema/insurance";
import { offer } from "@/db/schema/offer";
import { quote } from "@/db/schema/quote";
import { reliefClaim } from "@/db/schema/relief";
import { callback, emergencyHandover } from "@/db/schema/seat";
import { assessment, review } from "@/db/schema/triage";
import { adverseEvent, boardingAttempt, handover, position, trip, tripEvent } from "@/db/schema/trip";
import type { City } from "./city";
import { insertRows, seedId } from "./rows";

/** Every table of the history, in the order in which rows may be written. */
const tables = {
  booking,
  consent,
  assessment,
  review,
  quote,
  slotHold,
  promise,
  decision,
  decisionInput,
  decisionPart,
  offer,
  claim,
  trip,
  tripEvent,
  handover,
  boardingAttempt,
  position,
  file,
  reliefClaim,
  bill,
  insuranceVisit,
  insuranceSettlement,
  cashCount,
  payment,
  refund,
  ledgerEntry,
  declinedDemand,
  complaint,
  complaintEntry,
  complaintEvidence,
  rating,
  callback,
  emergencyHandover,
  adverseEvent,
  audit,
};
type Tables = typeof tables;

/** Rows gathered before they are written, by table. */
export type Harvest = { [K in keyof Tables]: Tables[K]["$inferInsert"][] };

export function emptyHarvest(): Harvest {
  return Object.fromEntries(Object.keys(tables).map((name) => [name, []])) as unknown as Harvest;
}

/** Write everything gathered, a table at a time. */
export async function writeHarvest(city: City, rows: Harvest): Promise<void> {
  for (const name of Object.keys(tables) as (keyof Tables)[])
    await insertRows(city.db, tables[name], rows[name]);
}

/** Who did something, as audit rows and events name it. */
export interface Doer {
  name: string;
  role: string;
  orgId: string | null;
}

export const system = (job: string): Doer => ({ name: `system:${job}`, role: "system", orgId: null });

/** Write down who did what when; the sealer chains it later. */
export function note(
  city: City,
  rows: Harvest,
  by: Doer,
  at: Date,
  entry: {
    verb: string;
    noun: string;
    nounId: string;
    bookingId: string | null;
    before?: Record<string, unknown>;
    after?: Record<string, unknown>;
  },
): void {
  rows.audit.push({
    regionId: city.regionId,
    at,
    id: seedId(city.regionId, "audit", `${entry.verb}/${entry.nounId}/${at.getTime()}/${rows.audit.length}`),
    actor: by.name,
    role: by.role,
    orgId: by.orgId,
    verb: entry.verb,
    noun: entry.noun,
    nounId: entry.nounId,
    bookingId: entry.bookingId,
    before: entry.before ?? null,
    after: entry.after ?? null,
  });
}

export const after = (at: Date, seconds: number): Date => new Date(at.getTime() + Math.round(seconds) * 1000);
