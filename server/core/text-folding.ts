/** Full-width letters, digits and signs (U+FF01 to U+FF5E) and the ideographic space, as Chinese keyboards type them. */
export function foldFullWidth(text: string): string {
  return text
    .replace(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replaceAll("　", " ");
}
