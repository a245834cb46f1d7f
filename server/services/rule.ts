import { and, eq, ne } from "drizzle-orm";
import type { z } from "zod";
import { ruleVersion } from "@/db/schema/rule";
import type { Tx } from "@/server/context";
import type { RuleView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import { versionInForce } from "@/server/core/lifecycle";
import { type RegionSettings, startingRegionSettings } from "@/server/core/region-settings";
import type { RuleKind } from "@/server/core/rule";
import { ruleShapes } from "@/server/core/rule-content";
import type { Tariff } from "@/server/core/tariff/rules";

type ReadKind = keyof typeof ruleShapes;
type Content<K extends ReadKind> = z.infer<(typeof ruleShapes)[K]>;

/** A version as the decisions cite it, with its content in its own shape. */
export interface RuleInForce<T> {
  view: RuleView;
  content: T;
}

/** Parsed contents by version: an announced version never changes, drafts are not kept. */
const parsed = new Map<string, unknown>();
const parsedAtMost = 500;

/** What is read of a version without its content. */
export function headColumns() {
  const {
    id,
    kind,
    code,
    version,
    status,
    titleZh,
    titleEn,
    trial,
    demonstration,
    reviewed,
    source,
    validFrom,
    validUntil,
  } = ruleVersion;
  return {
    id,
    kind,
    code,
    version,
    status,
    titleZh,
    titleEn,
    trial,
    demonstration,
    reviewed,
    source,
    validFrom,
    validUntil,
  };
}
type Head = Awaited<ReturnType<typeof heads>>[number];

function heads(tx: Tx, kind: RuleKind) {
  return tx.db
    .select(headColumns())
    .from(ruleVersion)
    .where(
      and(
        eq(ruleVersion.regionId, tx.region.id),
        eq(ruleVersion.kind, kind),
        ne(ruleVersion.status, "draft"),
      ),
    );
}

const span = (row: Head) => ({
  row,
  status: row.status,
  trial: row.trial,
  validFrom: row.validFrom?.getTime() ?? null,
  validUntil: row.validUntil?.getTime() ?? null,
});

function view({ id, code, version, titleZh, titleEn, reviewed, demonstration, source }: Head): RuleView {
  return { id, code, version, titleZh, titleEn, reviewed, demonstration, source };
}

async function contentOf<K extends ReadKind>(tx: Tx, kind: K, id: string): Promise<Content<K>> {
  const key = `${tx.region.id}/${id}`;
  const known = parsed.get(key);
  if (known) return known as Content<K>;
  const [row] = await tx.db
    .select({ content: ruleVersion.content, status: ruleVersion.status })
    .from(ruleVersion)
    .where(and(eq(ruleVersion.regionId, tx.region.id), eq(ruleVersion.id, id), eq(ruleVersion.kind, kind)));
  if (!row) throw new DomainError("not_found", "rule.not_found");
  const content = ruleShapes[kind].parse(row.content) as Content<K>;
  if (row.status === "draft") return content;
  if (parsed.size >= parsedAtMost) parsed.clear();
  parsed.set(key, content);
  return content;
}

/** The version of a rule in force in the region at an instant (default: now), null where there is none. */
export async function findInForce<K extends ReadKind>(
  tx: Tx,
  kind: K,
  at: Date = tx.now,
): Promise<RuleInForce<Content<K>> | null> {
  const found = versionInForce((await heads(tx, kind)).map(span), at.getTime());
  return found ? { view: view(found.row), content: await contentOf(tx, kind, found.row.id) } : null;
}

/**
 * The version of a rule in force in the region at an instant (default: now). Where a region publishes several rules of a
 * kind, the latest start of validity counts.
 * @throws DomainError unavailable `rule.none_in_force`
 */
export async function ruleInForce<K extends ReadKind>(
  tx: Tx,
  kind: K,
  at: Date = tx.now,
): Promise<RuleInForce<Content<K>>> {
  const found = await findInForce(tx, kind, at);
  if (!found) throw new DomainError("unavailable", "rule.none_in_force", { kind });
  return found;
}

/** The region's settings in force; a region that published none has the defaults of decisions.md. */
export async function settingsInForce(tx: Tx, at: Date = tx.now): Promise<RegionSettings> {
  const found = versionInForce((await heads(tx, "region")).map(span), at.getTime());
  return found ? contentOf(tx, "region", found.row.id) : startingRegionSettings;
}

/** Every tariff in force at an instant, for `tariffFor` to choose from; the row's standing goes before the content's. */
export async function tariffsInForce(tx: Tx, at: Date = tx.now): Promise<RuleInForce<Tariff>[]> {
  const byCode = Map.groupBy((await heads(tx, "tariff")).map(span), (version) => version.row.code);
  const found = [...byCode.values()].flatMap((versions) => versionInForce(versions, at.getTime()) ?? []);
  return Promise.all(
    found.map(async ({ row }) => ({
      view: view(row),
      content: { ...(await contentOf(tx, "tariff", row.id)), status: "in_force" as const },
    })),
  );
}

/** One version by id, whatever its status: what a quote or an assessment pinned. */
export async function ruleById<K extends ReadKind>(
  tx: Tx,
  kind: K,
  id: string,
): Promise<RuleInForce<Content<K>>> {
  const [row] = await tx.db
    .select(headColumns())
    .from(ruleVersion)
    .where(and(eq(ruleVersion.regionId, tx.region.id), eq(ruleVersion.id, id), eq(ruleVersion.kind, kind)));
  if (!row) throw new DomainError("not_found", "rule.not_found");
  return { view: view(row), content: await contentOf(tx, kind, id) };
}

/** Every version in force now, whole: what a new region starts from. Tariffs of other places stay where they are. */
export async function rulesToCopy(tx: Tx) {
  const rows = await tx.db
    .select()
    .from(ruleVersion)
    .where(and(eq(ruleVersion.regionId, tx.region.id), eq(ruleVersion.status, "in_force")));
  return rows.filter((row) => row.kind !== "tariff" || row.content.regionId === tx.region.id);
}
