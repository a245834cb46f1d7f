/** The tracking link opened last in this browser: whoever stands at the door with it sees whether the vehicle is theirs. */
const place = "anzhuan.link-in-hand";

/** Keep the link for the check at the door; it opens nothing that the link itself does not. */
export function takeLinkInHand(token: string): void {
  try {
    localStorage.setItem(place, token);
  } catch {
    // A browser that keeps nothing: the vehicle is checked without the trip.
  }
}

/** The link in hand; null where there is none. */
export function linkInHand(): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

/** The trip is over, or the link no longer opens. */
export function dropLinkInHand(token: string): void {
  if (linkInHand() !== token) return;
  try {
    localStorage.removeItem(place);
  } catch {
    // Nothing was kept.
  }
}
