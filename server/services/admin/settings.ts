import { and, desc, eq, max } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { region } from "@/db/schema/region";
import { ruleVersion } from "@/db/schema/rule";
import { lostRace } from "@/db/sqlstate";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import type { RegionHeadInput } from "@/server/core/admin-input";
import { DomainError } from "@/server/core/domain-error";
import { type RegionSettings, regionSettings, startingRegionSettings } from "@/server/core/region-settings";
import { changedSettings, type SettingsInput, settingAt } from "@/server/core/settings-fields";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";

const ofKind = (tx: Tx) => and(eq(ruleVersion.regionId, tx.region.id), eq(ruleVersion.kind, "region"));

async function present(tx: Tx) {
  const [row] = await tx.db
    .select()
    .from(ruleVersion)
    .where(and(ofKind(tx), eq(ruleVersion.status, "in_force")))
    .orderBy(desc(ruleVersion.validFrom))
    .limit(1)
    .for("update");
  return row ?? null;
}

/** The new source stands for the whole, and for those parts that keep a source of their own and were changed. */
function sourced(settings: RegionSettings, paths: string[], source: string): RegionSettings {
  const { adverse, emptyRun, notice } = settings;
  const isChanged = (part: string) => paths.some((path) => path.startsWith(`${part}.`));
  return {
    ...settings,
    source,
    adverse: isChanged("adverse") ? { ...adverse, source } : adverse,
    emptyRun: isChanged("emptyRun") ? { ...emptyRun, source } : emptyRun,
    notice: isChanged("notice") ? { ...notice, source } : notice,
  };
}

/** The figures as they were and are, by path: what an auditor reads. */
function figures(of: (path: string) => unknown, paths: string[]): Record<string, unknown> {
  return Object.fromEntries(paths.map((path) => [path, of(path) ?? null]));
}

/**
 * Put changed figures of the region's settings in force as a new version with its source; the one before answers for its
 * own time. @throws DomainError conflict `admin.region_changed` when another version came meanwhile; bad_input
 * `admin.settings_window`, `admin.settings_number` with `field`
 */
export async function saveSettings(ctx: Context, input: SettingsInput): Promise<{ ruleVersionId: string }> {
  return inTransaction(ctx, async (tx) => {
    const before = await present(tx);
    if ((before?.id ?? null) !== input.basedOn) throw new DomainError("conflict", "admin.region_changed");
    const old = before ? regionSettings.parse(before.content) : startingRegionSettings;
    const changed = changedSettings(old, input.values);
    if (!changed.ok) {
      const key = changed.path === "clinicians.closesAt" ? "admin.settings_window" : "admin.settings_number";
      throw new DomainError("bad_input", key, { field: changed.path });
    }
    const paths = Object.keys(input.values);
    const content = sourced(changed.settings, paths, input.source);
    const id = await publish(tx, before, content, input.source);
    await writeAudit(tx, {
      verb: "admin.saveSettings",
      noun: "rule_version",
      nounId: id,
      before: figures((path) => settingAt(old, path), paths),
      after: { ...figures((path) => settingAt(changed.settings, path), paths), source: input.source },
    });
    return { ruleVersionId: id };
  }).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "admin.region_changed");
    throw error;
  });
}

type RuleRow = typeof ruleVersion.$inferSelect;

async function publish(
  tx: Tx,
  before: RuleRow | null,
  content: Record<string, unknown>,
  source: string,
): Promise<string> {
  const code = before?.code ?? "settings";
  const id = uuidv7();
  if (before)
    await tx.db
      .update(ruleVersion)
      .set({ status: "superseded", validUntil: tx.now })
      .where(and(ofKind(tx), eq(ruleVersion.id, before.id)));
  const [known] = await tx.db
    .select({ version: max(ruleVersion.version) })
    .from(ruleVersion)
    .where(and(ofKind(tx), eq(ruleVersion.code, code)));
  await tx.db.insert(ruleVersion).values({
    regionId: tx.region.id,
    id,
    kind: "region",
    code,
    version: (known?.version ?? 0) + 1,
    status: "in_force",
    titleZh: before?.titleZh ?? "区域设置",
    titleEn: before?.titleEn ?? "Region settings",
    content,
    demonstration: before?.demonstration ?? false,
    reviewed: false,
    source,
    validFrom: tx.now,
    publishedBy: accountIdOf(tx),
    createdAt: tx.now,
  });
  return id;
}

/** Change the region's number, supervision phone and time zone. @throws DomainError not_found */
export async function saveRegionHead(ctx: Context, input: RegionHeadInput): Promise<{ regionId: string }> {
  return inTransaction(ctx, async (tx) => {
    const its = eq(region.id, tx.region.id);
    const [before] = await tx.db
      .select({
        hotline: region.hotline,
        supervisionPhone: region.supervisionPhone,
        timeZone: region.timeZone,
      })
      .from(region)
      .where(its)
      .for("update");
    if (!before) throw new DomainError("not_found", "region.not_found", { region: tx.region.id });
    await tx.db.update(region).set(input).where(its);
    const audited = { noun: "region", nounId: tx.region.id, before, after: { ...input } };
    await writeAudit(tx, { verb: "admin.saveRegion", ...audited });
    return { regionId: tx.region.id };
  });
}
