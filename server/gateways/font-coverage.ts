/** Table record of an OpenType file: where a table lies. */
function tableOffset(font: Buffer, tag: string): number {
  const count = font.readUInt16BE(4);
  for (let index = 0; index < count; index++) {
    const at = 12 + index * 16;
    if (font.toString("latin1", at, at + 4) === tag) return font.readUInt32BE(at + 8);
  }
  throw new Error(`The font has no ${tag} table`);
}

/** The Unicode sub-table of format 12 ("segmented coverage"), which holds characters beyond U+FFFF as well. */
function segmentsOffset(font: Buffer): number {
  const cmap = tableOffset(font, "cmap");
  const count = font.readUInt16BE(cmap + 2);
  for (let index = 0; index < count; index++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
    if (font.readUInt16BE(at) === 12) return at;
  }
  throw new Error("The font has no format 12 character map");
}

/**
 * Which characters an OpenType font can draw, read from its `cmap` table (OpenType 1.9, format 12): sorted ranges of code
 * points. A printer asks before it prints, since a missing character would come out as an empty box.
 */
export function fontCoverage(font: Buffer): (codePoint: number) => boolean {
  const at = segmentsOffset(font);
  const count = font.readUInt32BE(at + 12);
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  for (let index = 0; index < count; index++) {
    starts[index] = font.readUInt32BE(at + 16 + index * 12);
    ends[index] = font.readUInt32BE(at + 16 + index * 12 + 4);
  }
  return (codePoint) => {
    let low = 0;
    let high = count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (codePoint > (ends[middle] ?? 0)) low = middle + 1;
      else if (codePoint < (starts[middle] ?? 0)) high = middle - 1;
      else return true;
    }
    return false;
  };
}
