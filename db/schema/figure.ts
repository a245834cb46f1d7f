import { sql } from "drizzle-orm";
import { bigint, date, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { ageGroups, payerGroups } from "@/server/core/indicator/measure";
import { instant, officialPolicy, oneOf, regionId, rowId } from "./region-table";

const eventKinds = ["lapse", "complaint"] as const;

const count = (name: string) => integer(name).notNull();
const sum = (name: string) => bigint(name, { mode: "number" }).notNull();

/** Where a booking is counted; an empty operator: nobody carries it (yet). */
const dimensions = () => ({
  day: date("day").notNull(),
  orgId: text("org_id").notNull(),
  district: text("district").notNull(),
  age: text("age", { enum: ageGroups }).notNull(),
  payer: text("payer", { enum: payerGroups }).notNull(),
});

/** The measures of `core/indicator/measure.ts`, of one booking or added up. */
const measures = <C>(column: (name: string) => C) => ({
  requests: column("requests"),
  cancelled: column("cancelled"),
  declined: column("declined"),
  to120: column("to120"),
  trips: column("trips"),
  completed: column("completed"),
  due: column("due"),
  onTime: column("on_time"),
  accepted: column("accepted"),
  acceptedSoon: column("accepted_soon"),
  toCollect: column("to_collect"),
  collected45: column("collected45"),
  collected90: column("collected90"),
  boarded: column("boarded"),
  waitSeconds: column("wait_seconds"),
  readySaid: column("ready_said"),
  afterReadySeconds: column("after_ready_seconds"),
  measuredRides: column("measured_rides"),
  longRides: column("long_rides"),
  wayKnown: column("way_known"),
  emptyMetres: column("empty_metres"),
  loadedMetres: column("loaded_metres"),
  complained: column("complained"),
  adverse: column("adverse"),
  rated: column("rated"),
  ratedGood: column("rated_good"),
  billed: column("billed"),
  aboveQuote: column("above_quote"),
  billedFen: column("billed_fen"),
  quotedFen: column("quoted_fen"),
});

/**
 * What the indicators count of each booking, worked out from its rows (`core/indicator/measure.ts`): derived, measured again
 * whenever the record names the booking. What a figure opens into is read here, so that it is the very same count.
 */
export const bookingFigure = pgTable(
  "booking_figure",
  { regionId: regionId(), bookingId: rowId("booking_id"), ...dimensions(), ...measures(count) },
  (t) => [
    primaryKey({ columns: [t.regionId, t.bookingId] }),
    index("booking_figure_day").on(t.regionId, t.day, t.bookingId),
    oneOf("booking_figure_age", "age", ageGroups),
    oneOf("booking_figure_payer", "payer", payerGroups),
    officialPolicy("booking_figure"),
  ],
);

/** The sums of one day by operator, district, age and payer: what overview and reports add up. Derived from the rows above. */
export const dayFigure = pgTable(
  "day_figure",
  { regionId: regionId(), ...dimensions(), ...measures(sum) },
  (t) => [
    primaryKey({ columns: [t.regionId, t.day, t.orgId, t.district, t.age, t.payer] }),
    oneOf("day_figure_age", "age", ageGroups),
    oneOf("day_figure_payer", "payer", payerGroups),
    officialPolicy("day_figure"),
  ],
);

/** What is counted and belongs to no booking: a certification that lapsed, a complaint about a vehicle somebody saw. */
export const figureEvent = pgTable(
  "figure_event",
  {
    regionId: regionId(),
    /** The audit row of a lapse, the complaint. */
    sourceId: rowId("source_id"),
    kind: text("kind", { enum: eventKinds }).notNull(),
    day: date("day").notNull(),
    orgId: text("org_id").notNull(),
    /** The certification, the complaint. */
    subjectId: rowId("subject_id"),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.sourceId] }),
    index("figure_event_day").on(t.regionId, t.day, t.kind),
    oneOf("figure_event_kind", "kind", eventKinds),
    officialPolicy("figure_event"),
  ],
);

/** How far the kept figures follow the region's record; one row a region, locked by whoever works on them. */
export const figureState = pgTable(
  "figure_state",
  {
    regionId: regionId(),
    /** `measureVersion` by which everything kept was measured. */
    version: integer("version").notNull(),
    /** The chain's entry up to which every booking named was measured again. */
    seq: bigint("seq", { mode: "number" }).notNull(),
    /** While everything is measured anew: the last booking done; null when that is over. */
    rebuildAfter: uuid("rebuild_after"),
    /** The instant up to which the figures are true. */
    keptAt: instant("kept_at").notNull(),
    /** The last day whose bookings were measured again at night, and in how many rows that found something else. */
    checkedDay: date("checked_day"),
    mended: integer("mended").notNull().default(sql`0`),
  },
  (t) => [primaryKey({ columns: [t.regionId] }), officialPolicy("figure_state")],
);
