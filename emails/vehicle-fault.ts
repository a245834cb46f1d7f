import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { link, region } from "@/emails/parts";

const schema = z.object({
  region,
  plate: z.string(),
  /** Something found keeps the vehicle off the road until it is repaired and signed. */
  isBlocked: z.boolean(),
  /** Trips that are put to other vehicles. */
  affectedTrips: z.number().int().min(0),
  faults: z.array(z.object({ item: z.string(), note: z.string() })).min(1),
  url: link,
});

/** The crew found something wrong before its shift: what, whether the vehicle may set out, and where the repair is signed. */
export const vehicleFault = defineTemplate({
  name: "vehicleFault",
  schema,
  sms: true,
  fill: ({ plate, isBlocked, affectedTrips, faults, url }) => ({
    values: {
      plate,
      state: isBlocked ? "blocked" : "open",
      count: faults.length,
      affectedTrips,
      first: faults[0]?.item ?? "",
      url,
    },
    facts: [
      ["plate", plate],
      ...faults.map(({ item, note }): [string, string] => ["fault", `${item} – ${note}`]),
    ],
    actionUrl: url,
    notes: ["sign"],
  }),
});
