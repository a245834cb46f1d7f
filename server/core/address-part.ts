/** A part of a page's address as it was meant; null where its escapes do not decode, as a cut or mangled link's. */
export function readAddressPart(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
