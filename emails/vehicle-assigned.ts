import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { span } from "@/emails/format";
import { link, region, timeRange } from "@/emails/parts";
import { crewDuty } from "@/server/core/crew";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  promise: timeRange,
  plate: z.string(),
  operator: z.string(),
  /** Names masked as the reader may see them. */
  crew: z.array(z.object({ name: z.string(), duty: crewDuty })),
  /** What the booker tells the crew at the door: this goes to the booker alone, never to whom the link was handed on. */
  boardingCode: z.string().nullable().default(null),
  trackUrl: link,
});

/** Which vehicle and who comes, so that the family can check both at the door. */
export const vehicleAssigned = defineTemplate({
  name: "vehicleAssigned",
  schema,
  sms: true,
  fill: (
    { region: { timeZone }, bookingNumber, promise, plate, operator, crew, boardingCode, trackUrl },
    t,
  ) => {
    const people = crew.map(({ name, duty }) =>
      t.text("mail.crewMember", { name, duty: t.text(`mail.duties.${duty}`) }),
    );
    const pickup = span(t.locale, timeZone, promise.start, promise.end);
    return {
      values: { bookingNumber, plate, operator, pickup, boardingCode: boardingCode ?? "none", trackUrl },
      facts: [
        ["bookingNumber", bookingNumber],
        ["pickup", pickup],
        ["plate", plate],
        ["operator", operator],
        ["boardingCode", boardingCode],
        ["crew", people.join(t.text("mail.listSeparator"))],
      ],
      actionUrl: trackUrl,
      notes: ["check"],
    };
  },
});
