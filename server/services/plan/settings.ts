import { and, eq } from "drizzle-orm";
import { ruleVersion } from "@/db/schema/rule";
import type { Tx } from "@/server/context";
import { type RegionSettings, regionSettings, startingRegionSettings } from "@/server/core/region-settings";

/** The settings a plan is made by, with the version they come from (null: the defaults). */
export interface SettingsInForce {
  settings: RegionSettings;
  versionId: string | null;
}

/** A version is never edited once in force, so its reading is kept; districts make it long. */
const parsed = new Map<string, RegionSettings>();

/** The region's settings in force. */
export async function settingsInForce(tx: Tx): Promise<SettingsInForce> {
  const inForce = and(eq(ruleVersion.regionId, tx.region.id), eq(ruleVersion.kind, "region"), eq(ruleVersion.status, "in_force"));
  const [row] = await tx.db.select({ id: ruleVersion.id }).from(ruleVersion).where(inForce);
  if (!row) return { settings: startingRegionSettings, versionId: null };
  const known = parsed.get(row.id);
  if (known) return { settings: known, versionId: row.id };
  const [full] = await tx.db.select({ content: ruleVersion.content }).from(ruleVersion).where(inForce);
  const settings = regionSettings.parse(full?.content);
  parsed.set(row.id, settings);
  return { settings, versionId: row.id };
}
