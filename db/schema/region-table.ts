import { type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, check, foreignKey, pgPolicy, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** The shard key and outer tenant: first in every key of a region table (architecture.md, Isolation). */
export const regionId = () => text("region_id").notNull();
/** A UUIDv7 made by the application. */
export const rowId = (name = "id") => uuid(name).notNull();
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
/** Who sees a row from outside its owner: organizations and users, as of the row's writing. */
export const viewerOrgs = () => text("viewer_orgs").array().notNull().default(sql`'{}'::text[]`);
export const viewerUsers = () => text("viewer_users").array().notNull().default(sql`'{}'::text[]`);

const inRegion = "region_id = ANY (string_to_array(current_setting('app.regions', true), ','))";
const official =
  "current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])";
const sameOrg = (column: string) => `${column}::text = nullif(current_setting('app.org', true), '')`;
const sameUser = (column: string) => `${column}::text = nullif(current_setting('app.actor', true), '')`;
const sameGuest = (column: string) => `${column}::text = nullif(current_setting('app.guest', true), '')`;

const everything = (table: string, condition: string) =>
  pgPolicy(`${table}_fence`, { for: "all", using: sql.raw(condition), withCheck: sql.raw(condition) });

/** Rows that anyone acting in the region may meet (facilities, rules, published things). */
export const regionPolicy = (table: string) => everything(table, inRegion);

/** Rows of one organization: its members and the region's officials. */
export const ownerPolicy = (table: string, column = "org_id") =>
  everything(table, `${inRegion} AND (${official} OR ${sameOrg(column)})`);

/** Rows of one organization that a named user may meet as well (a crew member's own paper, a membership). */
export const ownerOrUserPolicy = (table: string, userColumn: string, column = "org_id") =>
  everything(table, `${inRegion} AND (${official} OR ${sameOrg(column)} OR ${sameUser(userColumn)})`);

/** Rows around one booking: officials, the viewers named in the row, the guest of the booking's link. */
export const viewerPolicy = (table: string, bookingColumn = "booking_id") =>
  everything(
    table,
    `${inRegion} AND (${official} OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR ${sameGuest(bookingColumn)})`,
  );

/** Rows that only officials and the system meet (decisions, chain, declined demand). */
export const officialPolicy = (table: string) => everything(table, `${inRegion} AND ${official}`);

/** Append-only evidence: anyone acting in the region may write, officials read. */
export const evidencePolicies = (table: string) => [
  pgPolicy(`${table}_write`, { for: "insert", withCheck: sql.raw(inRegion) }),
  pgPolicy(`${table}_read`, { for: "select", using: sql.raw(`${inRegion} AND ${official}`) }),
];

/** The platform alone may blank what stands beside the chain, and nothing else: `blank` says what a row must then be. */
export const erasurePolicy = (table: string, blank: string) => {
  const platform = `${inRegion} AND current_setting('app.role', true) = 'system'`;
  return pgPolicy(`${table}_erase`, {
    for: "update",
    using: sql.raw(platform),
    withCheck: sql.raw(`${platform} AND ${blank}`),
  });
};

/** Narrows a table's own policy: what may be changed there at all, only the platform changes. */
export const platformChangesPolicy = (table: string) =>
  pgPolicy(`${table}_change`, {
    as: "restrictive",
    for: "update",
    using: sql.raw("current_setting('app.role', true) = 'system'"),
    withCheck: sql.raw("current_setting('app.role', true) = 'system'"),
  });

/** Narrows a table's own policy: the platform alone changes its rows, and into nothing but what `blank` says. */
export const blankingPolicy = (table: string, blank: string) => {
  const platform = "current_setting('app.role', true) = 'system'";
  return pgPolicy(`${table}_erase`, {
    as: "restrictive",
    for: "update",
    using: sql.raw(platform),
    withCheck: sql.raw(`${platform} AND ${blank}`),
  });
};

/** What the platform publishes once and for all: anybody acting in the region reads, the platform adds. */
export const publicationPolicies = (table: string) => [
  pgPolicy(`${table}_read`, { for: "select", using: sql.raw(inRegion) }),
  pgPolicy(`${table}_write`, {
    for: "insert",
    withCheck: sql.raw(`${inRegion} AND current_setting('app.role', true) = 'system'`),
  }),
];

/** What the platform and its officials publish (learnt driving times): anyone acting in the region reads, they alone write. */
export const publishedPolicies = (table: string) => [
  pgPolicy(`${table}_read`, { for: "select", using: sql.raw(inRegion) }),
  pgPolicy(`${table}_write`, { for: "insert", withCheck: sql.raw(`${inRegion} AND ${official}`) }),
  pgPolicy(`${table}_change`, {
    for: "update",
    using: sql.raw(`${inRegion} AND ${official}`),
    withCheck: sql.raw(`${inRegion} AND ${official}`),
  }),
];

/** `column IN (…)` with the list of a core noun; the column by its bare name, as the scale-out rules ask. */
export const oneOf = (name: string, column: string, values: readonly string[]): ReturnType<typeof check> =>
  check(name, sql.raw(`${column} IN (${values.map((value) => `'${value}'`).join(", ")})`));

/** A check whose text uses bare column names. */
export const rule = (name: string, text: string): ReturnType<typeof check> =>
  check(name, sql.raw(text) as SQL);

/** A foreign key inside the region: region_id paired with region_id. */
export const within = (
  name: string,
  columns: [AnyPgColumn, AnyPgColumn],
  foreign: [AnyPgColumn, AnyPgColumn],
) => foreignKey({ name, columns, foreignColumns: foreign });
