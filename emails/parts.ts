import { z } from "zod";

/** Who sends: the region whose number is on the vehicle. `name` in the reader's language. */
export const region = z.object({
  name: z.string().min(1),
  number: z.string().min(3),
  timeZone: z.string().min(1),
});

/** An instant: a Date, or its ISO text after a way through JSON. Never coerced, or a missing one would become 1970. */
export const instant = z.union([
  z.date(),
  z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
]);

/** A range of time; both ends are instants. */
export const timeRange = z.object({ start: instant, end: instant });

/**
 * Places are named as the reader may see them: a facility by name, a home by district only, for mail lies open
 * in many boxes.
 */
export const placeName = z.string().min(1);

/** One line of a price; `code` is explained by `messages/<language>/price.json`. */
export const priceLine = z.object({ code: z.string().min(1), fen: z.number().int() });

export const fen = z.number().int();
export const link = z.url({ protocol: /^https?$/ });
