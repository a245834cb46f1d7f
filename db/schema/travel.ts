import {
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { TravelCorrection } from "@/server/core/travel-correction";
import { type LateRoute, travelSources } from "@/server/core/travel-times";
import { instant, oneOf, publishedPolicies, regionId, rowId } from "./region-table";

/**
 * What a region's finished trips taught about its driving times: a version a night and source of road times, never changed
 * afterwards. Districts and hours only, no trip and nobody can be read from it.
 */
export const travelCorrection = pgTable(
  "travel_correction",
  {
    regionId: regionId(),
    id: rowId(),
    /** Whose times it corrects: the built-in estimate's or the road server's. */
    source: text("source", { enum: travelSources }).notNull(),
    /** The local day on which it was learnt, once a day and source. */
    learntOn: date("learnt_on").notNull(),
    /** Hash of the road profile and districts it was learnt under (`travelBase`): it says nothing under others. */
    base: text("base").notNull(),
    /** Legs that were learnt from, and those left out since their instants are not plausible. */
    legs: integer("legs").notNull(),
    legsLeftOut: integer("legs_left_out").notNull(),
    /** The trips ended between these instants. */
    learntFrom: instant("learnt_from").notNull(),
    learntUntil: instant("learnt_until").notNull(),
    content: jsonb("content").$type<TravelCorrection>().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("travel_correction_day_key").on(t.regionId, t.source, t.learntOn),
    index("travel_correction_newest").on(t.regionId, t.source, t.createdAt),
    oneOf("travel_correction_source", "source", travelSources),
    ...publishedPolicies("travel_correction"),
  ],
);

/**
 * Which versions a local day is planned by, decided when something was learnt: a day whose sold routes would no longer hold
 * keeps what it was sold by. A day without a row takes the newest versions; a null version is the bare road profile.
 */
export const travelDay = pgTable(
  "travel_day",
  {
    regionId: regionId(),
    day: date("day").notNull(),
    estimateId: uuid("estimate_id"),
    osrmId: uuid("osrm_id"),
    /** Routes that would be late by the newest versions, the reason why the day keeps its own: work for a dispatcher. */
    late: jsonb("late").$type<LateRoute[]>().notNull(),
    /** Null: something was learnt since, the day is still to be judged by it. */
    decidedAt: instant("decided_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.day] }),
    foreignKey({
      name: "travel_day_estimate",
      columns: [t.regionId, t.estimateId],
      foreignColumns: [travelCorrection.regionId, travelCorrection.id],
    }),
    foreignKey({
      name: "travel_day_osrm",
      columns: [t.regionId, t.osrmId],
      foreignColumns: [travelCorrection.regionId, travelCorrection.id],
    }),
    ...publishedPolicies("travel_day"),
  ],
);
