/** A pickup range as told to a booker, in epoch milliseconds. */
export interface PickupWindow {
  from: number;
  until: number;
}

/** When the pickup began for the booker: whoever is there early waits until the range begins. */
export const pickupBegan = (told: PickupWindow, arrivedAt: number): number => Math.max(told.from, arrivedAt);

/** Whether the pickup really began inside the told range. */
export const isKept = (told: PickupWindow, arrivedAt: number | null): boolean =>
  arrivedAt !== null && pickupBegan(told, arrivedAt) <= told.until;
