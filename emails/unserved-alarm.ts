import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { moment, span } from "@/emails/format";
import { instant, link, placeName, region, timeRange } from "@/emails/parts";

const schema = z.object({
  region,
  bookingNumber: z.string(),
  from: placeName,
  to: placeName,
  wanted: timeRange,
  /** By when the booker is called back; null: no phone was left. */
  callBackBy: instant.nullable(),
  url: link,
});

/** To the seats: nobody takes a booking, somebody must call. Names no patient. */
export const unservedAlarm = defineTemplate({
  name: "unservedAlarm",
  schema,
  sms: true,
  fill: ({ region: { timeZone }, bookingNumber, from, to, wanted, callBackBy, url }, t) => ({
    values: {
      bookingNumber,
      wanted: span(t.locale, timeZone, wanted.start, wanted.end),
      phone: callBackBy ? "yes" : "no",
      callBackBy: callBackBy ? moment(t.locale, timeZone, callBackBy) : "",
      url,
    },
    facts: [
      ["bookingNumber", bookingNumber],
      ["from", from],
      ["to", to],
      ["wanted", span(t.locale, timeZone, wanted.start, wanted.end)],
      ["callBackBy", callBackBy && moment(t.locale, timeZone, callBackBy)],
    ],
    actionUrl: url,
  }),
});
