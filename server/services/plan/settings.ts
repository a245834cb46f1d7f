import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { type RegionSettings, startingRegionSettings } from "@/server/core/region-settings";
import { ruleInForce } from "@/server/services/rule";

/** The settings a plan is made by, with the version they come from (null: the defaults of decisions.md). */
export interface SettingsInForce {
  settings: RegionSettings;
  versionId: string | null;
}

/** The region's settings in force, with their version for the decision record. */
export async function planSettings(tx: Tx): Promise<SettingsInForce> {
  try {
    const { view, content } = await ruleInForce(tx, "region");
    return { settings: content, versionId: view.id };
  } catch (error) {
    if (!(error instanceof DomainError && error.key === "rule.none_in_force")) throw error;
    return { settings: startingRegionSettings, versionId: null };
  }
}
