/**
 * What the browser says about itself with every call: the region of the page, and the booking whose link it holds.
 * Kept outside React, so that the one transport can read it.
 */
export interface Bearing {
  region?: string;
  bookingToken?: string;
  manageToken?: string;
}

const bearing: Bearing = {};

/** Say which region, booking link and code the next calls carry. */
export function setBearing(next: Partial<Bearing>): void {
  Object.assign(bearing, next);
}

export function bearingHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  if (bearing.region) headers["x-region"] = bearing.region;
  if (bearing.bookingToken) headers["x-booking-token"] = bearing.bookingToken;
  if (bearing.manageToken) headers["x-manage-token"] = bearing.manageToken;
  return headers;
}
