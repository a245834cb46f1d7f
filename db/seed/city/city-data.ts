import { z } from "zod";
import { cancelReason } from "@/server/core/booking";
import { caseTopic } from "@/server/core/case";
import { facilityKind } from "@/server/core/facility";
import { declineReason } from "@/server/core/offer";

/** The shapes of the JSON files beside this one; the seed parses them, so that a slip in the data stops it by name. */

const districtCode = z.string().regex(/^\d{6}$/);
const reservedPhone = z.string().regex(/^1990000\d{4}$/);
const latitude = z.number().min(18).max(54);
const longitude = z.number().min(73).max(136);
const bothLanguages = { zh: z.string().min(1), en: z.string().min(1) };

const entrance = z.strictObject({
  nameZh: z.string().min(1),
  nameEn: z.string().min(1),
  noteZh: z.string().min(1),
  noteEn: z.string().min(1),
});

const ward = z.strictObject({ nameZh: z.string().min(1), nameEn: z.string().min(1), floor: z.int().min(1) });

/** A facility of the seed; `outside` marks the far ends of long trips, which lie beyond the region's boundary. */
export const seedFacility = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]*$/),
  nameZh: z.string().min(1),
  nameEn: z.string().min(1),
  kind: facilityKind.exclude(["ward", "entrance"]),
  tier: z.enum(["tertiary", "secondary", "primary"]).nullable(),
  district: z.strictObject({ code: districtCode, nameZh: z.string().min(1), nameEn: z.string().min(1) }),
  address: z.string().min(1),
  lat: latitude,
  lon: longitude,
  outside: z.boolean(),
  phone: reservedPhone.optional(),
  entrances: z.array(entrance).optional(),
  wards: z.array(ward).optional(),
});
export type SeedFacility = z.infer<typeof seedFacility>;

/** `taizhou-facilities.json`, `dongxihu-facilities.json`. */
export const facilityFile = z.strictObject({ region: districtCode, facilities: z.array(seedFacility) });

/** A street or estate where invented people live: a home lies within `radiusMetres` of the point. */
const home = z.strictObject({
  region: districtCode,
  districtCode,
  townZh: z.string().min(1),
  streetZh: z.string().min(1),
  nameZh: z.string().min(1),
  nameEn: z.string().min(1),
  lat: latitude,
  lon: longitude,
  radiusMetres: z.int().min(100).max(1_000),
});
export type SeedHome = z.infer<typeof home>;

const phoneBlock = z.strictObject({ use: z.string().min(1), from: reservedPhone, to: reservedPhone });

const reserved = z.strictObject({
  phones: z.strictObject({
    prefix: z.string(),
    digits: z.int(),
    note: z.string(),
    blocks: z.array(phoneBlock),
  }),
  residentIds: z.strictObject({
    standard: z.literal("GB 11643"),
    areaCodes: z.record(districtCode, districtCode),
    sequenceFrom: z.int(),
    sequenceTo: z.int(),
    sequenceDigits: z.int(),
    note: z.string(),
    examples: z.array(z.string()),
  }),
});

const complaint = z.strictObject({
  topic: caseTopic,
  ...bothLanguages,
  answerZh: z.string().min(1),
  answerEn: z.string().min(1),
});

/** `people.json`. */
export const peopleFile = z.strictObject({
  notice: z.strictObject(bothLanguages),
  reserved,
  surnames: z.array(z.string().min(1)),
  givenNames: z.strictObject({ male: z.array(z.string().min(1)), female: z.array(z.string().min(1)) }),
  rareNames: z.array(
    z.strictObject({ nameZh: z.string(), nameEn: z.string(), why: z.strictObject(bothLanguages) }),
  ),
  homes: z.array(home),
  complaints: z.array(complaint),
  declineNotes: z.array(z.strictObject({ reason: declineReason, ...bothLanguages })),
  cancelNotes: z.array(z.strictObject({ reason: cancelReason, ...bothLanguages })),
});
