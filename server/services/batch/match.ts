import { and, eq, isNull } from "drizzle-orm";
import { patient } from "@/db/schema/patient";
import type { Context, Tx } from "@/server/context";
import { meansHome, plainBed } from "@/server/core/batch/cell";
import type { BatchMatchInput } from "@/server/core/batch/input";
import type { FacilityView } from "@/server/core/facility-view";
import { maskName } from "@/server/core/masking";
import { blindIndex, open } from "@/server/gateways/vault";
import { actingOrg, inTransaction } from "@/server/scope";
import { searchFacilities } from "../facility";

type PatientRow = typeof patient.$inferSelect;
type Asked = BatchMatchInput["rows"][number];

/** The acting hospital's patients still on a ward. */
function presentPatients(tx: Tx, orgId: string): Promise<PatientRow[]> {
  return tx.db
    .select()
    .from(patient)
    .where(and(eq(patient.regionId, tx.region.id), eq(patient.orgId, orgId), isNull(patient.dischargedAt)));
}

/** Names and numbers are sealed: they are compared by their index, the number before the name, the bed last. */
function fitting(tx: Tx, rows: PatientRow[], asked: Asked, wardId: string | null): PatientRow[] {
  const index = (kind: "name" | "id_number", value: string) => blindIndex(tx.region.id, kind, value);
  const narrowed = (found: PatientRow[]) => {
    const onWard = found.filter((row) => wardId && row.wardId === wardId);
    const at = (onWard.length > 0 ? onWard : found).filter(
      (row) => asked.bed !== "" && plainBed(row.bed ?? "") === plainBed(asked.bed),
    );
    return at.length > 0 ? at : onWard.length > 0 ? onWard : found;
  };
  if (asked.idNumber) {
    const wanted = index("id_number", asked.idNumber);
    const same = rows.filter((row) => row.idNumberIndex === wanted);
    if (same.length > 0) return same;
  }
  if (asked.name !== "") {
    const wanted = index("name", asked.name);
    return narrowed(rows.filter((row) => row.nameIndex === wanted));
  }
  if (asked.bed === "" || wardId === null) return [];
  return rows.filter((row) => row.wardId === wardId && plainBed(row.bed ?? "") === plainBed(asked.bed));
}

function summary(tx: Tx, row: PatientRow) {
  const name = maskName(open(row.nameSealed, `${tx.region.id}/patient/name`));
  const { id, bed, wardId, mobility, weightKg } = row;
  return { id, name, bed, wardId, mobility, weightKg, hasHome: row.homeSealed !== null };
}

/** What the words for a destination mean: the home, the facility of just that name, or some to choose from. */
async function destination(ctx: Context, typed: string) {
  if (typed === "") return { isHome: false, facility: null, choices: [] as FacilityView[] };
  if (meansHome(typed)) return { isHome: true, facility: null, choices: [] as FacilityView[] };
  const found = await searchFacilities(ctx, { query: typed.slice(0, 40), limit: 6 });
  const exact = found.filter(({ nameZh, nameEn }) => nameZh === typed || nameEn === typed);
  const [only] = exact.length === 1 ? exact : found.length === 1 ? found : [];
  return { isHome: false, facility: only ?? null, choices: only ? [] : found };
}

/**
 * Whom and which place each row of a sheet means: patients of the own list (several where the words fit several), names
 * masked; places by their name. Nothing is written, and an unknown patient is simply not found.
 */
export async function matchBatch(ctx: Context, input: BatchMatchInput) {
  const orgId = actingOrg(ctx);
  const words = new Map<string, Awaited<ReturnType<typeof destination>>>();
  for (const { to } of input.rows) if (!words.has(to)) words.set(to, await destination(ctx, to));
  return inTransaction(ctx, async (tx) => {
    const present = await presentPatients(tx, orgId);
    return input.rows.map((row) => ({
      id: row.id,
      patients: fitting(tx, present, row, input.wardId).map((found) => summary(tx, found)),
      to: words.get(row.to) ?? { isHome: false, facility: null, choices: [] },
    }));
  });
}
