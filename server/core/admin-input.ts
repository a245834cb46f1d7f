import { z } from "zod";
import { personName } from "./booking-input";
import { checkCreditCode } from "./credit-code";
import { role } from "./member";
import { organizationType } from "./organization";
import { fewest } from "./said";

const name = (key: string) => z.string().trim().min(fewest.words, { error: key }).max(60, { error: key });

const creditCode = z
  .string()
  .trim()
  .refine((code) => checkCreditCode(code).ok, { error: "admin.credit_code" });

const knownZones = new Set(Intl.supportedValuesOf("timeZone"));

export const organizationInput = z.object({
  organizationId: z.uuid().optional(),
  type: organizationType,
  nameZh: name("admin.name"),
  nameEn: name("admin.name"),
  creditCode,
  phone: z.string().trim().max(20).nullable().default(null),
  medicalLicence: z.boolean().default(false),
  /** Operators: share of the region's capacity in thousandths. */
  capacityShare: z.number().int().min(0).max(1000).default(0),
  /** Hospitals: facilities that are theirs; left out, they stay as they are. */
  facilityIds: z.array(z.uuid()).max(200).optional(),
});
export type OrganizationInput = z.infer<typeof organizationInput>;

export const memberInput = z.object({
  orgId: z.uuid(),
  name: personName,
  email: z.email({ error: "input.email" }).max(200),
  role,
});
export type MemberInput = z.infer<typeof memberInput>;

const hotline = z.string().regex(/^\d{3,12}$/, { error: "admin.hotline" });
const supervisionPhone = z.string().regex(/^[\d-]{3,20}$/, { error: "admin.hotline" });
const timeZone = z.string().refine((zone) => knownZones.has(zone), { error: "admin.time_zone" });

/** The present region's number, supervision phone and zone. */
export const regionHeadInput = z.object({ hotline, supervisionPhone, timeZone });
export type RegionHeadInput = z.infer<typeof regionHeadInput>;

/** A new region with its number, zone and rules; its regulator's first administrator takes over from there. */
export const regionInput = z.object({
  code: z.string().regex(/^\d{6}$/, { error: "admin.region_code" }),
  nameZh: name("admin.name"),
  nameEn: name("admin.name"),
  hotline,
  supervisionPhone,
  timeZone,
  centre: z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }),
  /** South, west, north, east in degrees. */
  bounds: z
    .tuple([z.number(), z.number(), z.number(), z.number()])
    .refine(([south, west, north, east]) => south < north && west < east, { error: "admin.bounds" }),
  /** The region whose rules in force are copied to start with, marked as not reviewed. */
  rulesFrom: z.string().regex(/^\d{6}$/),
  regulator: z.object({ nameZh: name("admin.name"), nameEn: name("admin.name"), creditCode }),
  administrator: z.object({ name: personName, email: z.email({ error: "input.email" }).max(200) }),
});
export type RegionInput = z.infer<typeof regionInput>;
