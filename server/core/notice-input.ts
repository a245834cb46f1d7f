import { z } from "zod";

const address = z.url().max(1000);

/** A device's subscription as the browser's PushSubscription says it: address and keys (base64url). */
export const subscribeInput = z.strictObject({
  endpoint: address,
  p256dh: z.string().regex(/^[\w-]{87}=?$/),
  auth: z.string().regex(/^[\w-]{22}(==)?$/),
  locale: z.enum(["zh-CN", "en"]),
});
export type SubscribeInput = z.infer<typeof subscribeInput>;

export const endDeviceInput = z.strictObject({ endpoint: address });
export type EndDeviceInput = z.infer<typeof endDeviceInput>;

/** Messages that their reader has opened; without ids all of them. */
export const readNoticesInput = z.strictObject({ messageIds: z.array(z.uuid()).max(100).optional() });
export type ReadNoticesInput = z.infer<typeof readNoticesInput>;

export const noticesOfBookingInput = z.strictObject({ bookingId: z.uuid() });
