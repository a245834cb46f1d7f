import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment, span } from "@/emails/format";
import { fen, instant, link, placeName, region, timeRange } from "@/emails/parts";
import { vehicleClass } from "@/server/core/vehicle";

export const offerFacts = z.object({
  region,
  offerNumber: z.string(),
  /** Districts or facilities: before acceptance an operator sees no name and no house number. */
  from: placeName,
  to: placeName,
  pickup: timeRange,
  vehicleClass,
  plate: z.string(),
  totalFen: fen,
  emptyMetres: z.number().int().min(0),
  expiresAt: instant,
  url: link,
});

/** An offer waits for an operator. */
export const offerMade = defineTemplate({
  name: "offerMade",
  schema: offerFacts,
  sms: true,
  fill: (
    {
      region: { timeZone },
      offerNumber,
      from,
      to,
      pickup,
      plate,
      totalFen,
      emptyMetres,
      expiresAt,
      url,
      ...rest
    },
    t,
  ) => ({
    values: {
      offerNumber,
      from,
      to,
      pickup: span(t.locale, timeZone, pickup.start, pickup.end),
      expiresAt: moment(t.locale, timeZone, expiresAt),
      url,
    },
    facts: [
      ["from", from],
      ["to", to],
      ["pickup", span(t.locale, timeZone, pickup.start, pickup.end)],
      ["vehicleClass", t.text(`mail.vehicleClasses.${rest.vehicleClass}`)],
      ["plate", plate],
      ["emptyKilometres", t.text("mail.kilometres", { km: (emptyMetres / 1000).toFixed(1) })],
      ["answerOfferBy", moment(t.locale, timeZone, expiresAt)],
    ],
    totalFen: { label: "price", fen: totalFen },
    actionUrl: url,
    notes: ["next"],
  }),
});
