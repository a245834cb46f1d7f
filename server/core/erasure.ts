import { z } from "zod";

/** The life of a person's request to have their data erased. */
export const erasureStatuses = ["requested", "done", "refused"] as const;

/** A guest's link names its booking by itself. */
export const erasureBooking = z.strictObject({ bookingId: z.uuid().optional() });

export const erasureDecide = z.discriminatedUnion("decision", [
  z.strictObject({ requestId: z.uuid(), decision: z.literal("erase") }),
  z.strictObject({
    requestId: z.uuid(),
    decision: z.literal("refuse"),
    /** The person reads it. */
    reason: z.string().trim().min(4, { error: "erasure.reason" }).max(500),
  }),
]);
export type ErasureDecideInput = z.infer<typeof erasureDecide>;

/** What is erased: all of a booking that nobody was carried by, else all but what law keeps. */
export type ErasureScope = "all" | "rest";
