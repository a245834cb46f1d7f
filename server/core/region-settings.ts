import { z } from "zod";
import { reportWithinHours } from "./adverse-event";
import { detectionSettings } from "./detect/settings";
import { coverageSettings } from "./insurance/coverage";
import { invoiceSettings } from "./invoice/settings";
import { messageTemplates } from "./message";
import { roadProfile, startingRoadProfile } from "./road-estimate";
import { riskWeights } from "./sample";
import { settlementSettings } from "./settlement/settings";
import { subscriptionSettings } from "./subscription/plan";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const minutes = z.number().int().min(1).max(100_000);
const ring = z.array(z.array(z.number()).min(2)).min(4);

const ceilingFigures = z
  .strictObject({
    baseFen: z.number().int().min(1).max(100_000_000).nullable().default(null),
    perKmFen: z.number().int().min(0).max(1_000_000).default(0),
  })
  .prefault({});

/** What a place beyond every known district is filed under; begins with no division code, so that no zone takes it. */
export const outsideDistrict = "000000";

/** A district by its GB/T 2260 code; `area` are the coordinates of a GeoJSON MultiPolygon where the boundary is known. */
const district = z.strictObject({
  code: z.string().regex(/^\d{6}$/),
  nameZh: z.string().min(1),
  nameEn: z.string().min(1),
  area: z.array(z.array(ring)).optional(),
});

/**
 * One region's settings, a rule version of kind `region` (decisions.md): every figure that another city may set
 * differently. A field left out takes the default of `decisions.md`.
 */
export const regionSettings = z.strictObject({
  /** Where the figures come from, in words. */
  source: z.string().min(1),
  /** Two ends outside the region are refused while this holds (domain.md, Rules that shape the product). */
  oneEndInside: z.boolean().default(true),
  distance: z
    .strictObject({
      minimumMetres: z.number().int().min(0).default(100),
      maximumMetres: z.number().int().min(1).default(800_000),
    })
    .prefault({}),
  /** Clinicians decide reviews in these hours on these weekdays (1 Monday to 7 Sunday), within so many minutes. */
  clinicians: z
    .strictObject({
      weekdays: z.array(z.number().int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5, 6, 7]),
      opensAt: clock.default("08:00"),
      closesAt: clock.default("20:00"),
      decideWithinMinutes: minutes.default(15),
    })
    .prefault({}),
  slots: z
    .strictObject({
      stepMinutes: minutes.default(30),
      widthMinutes: minutes.default(30),
      /** Between asking and the earliest pickup that is offered. */
      leadMinutes: minutes.default(30),
      aheadDays: z.number().int().min(1).max(60).default(14),
      shown: z.number().int().min(3).max(12).default(6),
      /** A slot is offered only if it, and all on its route, are kept with this probability in percent; null: by the plan. */
      keptPercent: z.number().int().min(50).max(99).nullable().default(80),
      /** So many patients in a hundred are not ready when the crew comes, by so many minutes on average (domain.md, Volumes: assumed). */
      readyLatePercent: z.number().int().min(0).max(90).default(25),
      readyLateMinutes: z.number().int().min(0).max(240).default(20),
    })
    .prefault({}),
  holds: z
    .strictObject({
      seconds: z.number().int().min(30).max(3600).default(300),
      renewals: z.number().int().min(0).max(3).default(1),
      perAddress: z.number().int().min(1).max(100).default(5),
      /** Unverified holds together take at most this share of what is left of a class in an hour, in thousandths. */
      unverifiedShare: z.number().int().min(1).max(1000).default(333),
    })
    .prefault({}),
  offers: z
    .strictObject({
      expiryMinutes: minutes.default(10),
      urgentExpiryMinutes: minutes.default(3),
      urgentWithinMinutes: minutes.default(120),
    })
    .prefault({}),
  allocation: z
    .strictObject({
      withinPercent: z.number().int().min(0).max(100).default(10),
      shareDays: z.number().int().min(1).max(365).default(28),
    })
    .prefault({}),
  quotes: z.strictObject({ lifeMinutes: minutes.default(15) }).prefault({}),
  /** Tolls "at actual" are quoted as this ceiling per kilometre beyond the first ones, which run on free roads. */
  tolls: z
    .strictObject({
      freeMetres: z.number().int().min(0).default(15_000),
      fenPerKm: z.number().int().min(0).default(60),
    })
    .prefault({}),
  /**
   * The most that one trip may cost, by service level: a sum, and so much for each kilometre of the patient's way; null: no
   * ceiling. No quote, extra or bill passes it. Where the figures come from is said.
   */
  ceiling: z
    .strictObject({
      source: z.string().min(1).default("assumed"),
      accessibleRide: ceilingFigures,
      careTransfer: ceilingFigures,
    })
    .prefault({}),
  /** Beyond this distance the region asks for payment before the trip; null: never. */
  prepaidBeyondMetres: z.number().int().min(1).nullable().default(null),
  /** How many days a new version of a rule is announced before it holds, and where the figure comes from. */
  notice: z
    .strictObject({
      source: z.string().min(1).default("assumed"),
      minimumDays: z.number().int().min(0).max(365).default(30),
    })
    .prefault({}),
  /**
   * A complaint is answered by its operator within so many working days (assumed: five), who is reminded so many hours before,
   * and then decided by the regulator within so many. A rating of at most so many opens one by itself; 0: none does.
   */
  complaints: z
    .strictObject({
      answerWithinWorkingDays: z.number().int().min(1).max(60).default(5),
      remindHoursBefore: z.number().int().min(1).max(240).default(24),
      decideWithinWorkingDays: z.number().int().min(1).max(60).default(10),
      openAtRating: z.number().int().min(0).max(4).default(2),
    })
    .prefault({}),
  /**
   * Looks at markings: when two of one serial show a copy, how early a trip's vehicle may stand at the door, how long photos
   * hold; how long it is kept where somebody looked, and that somebody looked.
   */
  markings: z
    .strictObject({
      // Assumed: nobody drives 20 km in 10 minutes.
      copiedMetres: z.number().int().min(3000).max(1_000_000).default(20_000),
      copiedMinutes: minutes.default(10),
      tripEarlyMinutes: minutes.default(120),
      photoDays: z.number().int().min(1).max(3660).default(365),
      // Assumed: a suspicion is looked into within a month; a vehicle's year of looks tells habits apart from chance.
      placeDays: z.number().int().min(7).max(730).default(30),
      scanDays: z.number().int().min(30).max(3660).default(365),
    })
    .prefault({}),
  /**
   * Privacy: for how long masked data may be opened at a time, how many openings of one person in how many days are worth a
   * look, how long each class of data is kept (core/retention.ts), by when a request for erasure is decided.
   */
  privacy: z
    .strictObject({
      source: z.string().min(1).default("assumed"),
      openMinutes: z.number().int().min(10).max(240).default(60),
      openMany: z.number().int().min(1).max(1000).default(5),
      openManyDays: z.number().int().min(1).max(365).default(30),
      draftDays: z.number().int().min(1).max(3650).default(30),
      codeDays: z.number().int().min(1).max(365).default(30),
      trackDays: z.number().int().min(180).max(7300).default(730),
      /** What is left of a track afterwards: one point in so many minutes. */
      trackThinnedMinutes: z.number().int().min(1).max(1440).default(10),
      messageDays: z.number().int().min(180).max(7300).default(730),
      callDays: z.number().int().min(180).max(7300).default(730),
      /** A hospital's own list of patients, after the discharge. */
      patientDays: z.number().int().min(1).max(3650).default(90),
      orderYears: z.number().int().min(5).max(50).default(10),
      careYears: z.number().int().min(15).max(50).default(15),
      /** The paper of a relief, after it was checked. */
      reliefDays: z.number().int().min(1).max(3650).default(30),
      eraseWithinDays: z.number().int().min(1).max(90).default(15),
    })
    .prefault({}),
  /** How soon the full report on an adverse event is due, by kind, and where the hours come from. */
  adverse: z
    .strictObject({
      source: z.string().min(1).default("assumed"),
      reportWithinHours: reportWithinHours.prefault({}),
      /** After an infection is found: who rode so long after is told, and vehicle and crew are disinfected within (assumed). */
      coRiderHours: z.number().int().min(0).max(240).default(24),
      disinfectWithinHours: z.number().int().min(1).max(72).default(12),
    })
    .prefault({}),
  /**
   * How many kilometres longer than the ride itself the empty way to a patient may be, and where the figure comes from;
   * null: no limit. Slots, matches and the verifier obey it (core/scheduler/constraints/empty-run.ts).
   */
  emptyRun: z
    .strictObject({
      // Assumed: three times the service radius of 20 km.
      source: z.string().min(1).default("assumed"),
      maxEmptyRunKilometres: z.number().int().min(1).max(800).nullable().default(60),
    })
    .prefault({}),
  /** Planning in the background (M13): how often and how long, when tomorrow is planned, and what no plan touches any more. */
  planning: z
    .strictObject({
      improveEveryMinutes: minutes.default(5),
      improveSeconds: z.number().int().min(1).max(60).default(5),
      nightAt: clock.default("21:30"),
      nightSeconds: z.number().int().min(1).max(600).default(60),
      /** What begins within it keeps its place: the crew is about to set out. */
      freezeMinutes: z.number().int().min(0).max(1440).default(45),
      /** Who is likely in time with less than this probability rides with another vehicle of the operator where that is surer; null: nobody. */
      rescueBelowPercent: z.number().int().min(1).max(95).nullable().default(75),
      /** A repair moves a promise by this much at most. */
      repairDelayMinutes: z.number().int().min(15).max(720).default(180),
      /** From this hour of the night on driving times are learnt, from trips that ended within so many days. */
      learnAt: clock.default("02:30"),
      learnDays: z.number().int().min(7).max(365).default(56),
    })
    .prefault({}),
  /** What the detectors hold to be worth a look (core/detect), and where the figures come from. */
  detection: detectionSettings.prefault({}),
  /** What payers beside the patient cover; by default nothing. */
  coverage: coverageSettings.prefault({}),
  /** Samples for audits and the monthly report: how many lots each risk adds, and from which day of a month the month before is published. */
  oversight: z
    .strictObject({
      source: z.string().min(1).default("assumed"),
      // By then what devices kept offline has arrived.
      reportOnDay: z.number().int().min(1).max(28).default(5),
      sampleWeights: riskWeights.prefault({}),
    })
    .prefault({}),
  /** What organizations pay for the platform itself, and how long an unpaid invoice changes nothing. */
  subscription: subscriptionSettings.prefault({}),
  /** Statements, the platform's fee, credits for broken promises (core/settlement). */
  settlement: settlementSettings.prefault({}),
  /** Tax on the invoices of operators. */
  invoice: invoiceSettings.prefault({}),
  /** What the region's contract with its SMS provider says: the approved signature, and per message and language the approved template. */
  sms: z
    .strictObject({
      signature: z.string().trim().max(20).default(""),
      templates: z
        .partialRecord(
          z.enum(messageTemplates),
          z.strictObject({ "zh-CN": z.string().min(1).optional(), en: z.string().min(1).optional() }),
        )
        .default({}),
    })
    .prefault({}),
  districts: z.array(district).default([]),
  roads: roadProfile.default(startingRoadProfile),
});
export type RegionSettings = z.infer<typeof regionSettings>;

/** The settings of a region that has published none: the defaults of decisions.md. */
export const startingRegionSettings: RegionSettings = regionSettings.parse({ source: "decisions.md" });
