/** The few parts of fontkit that outlines are taken with; the package brings no types. */
declare module "fontkit" {
  interface Outline {
    /** The outline moved by the matrix (a, b, c, d, e, f) of SVG. */
    transform(a: number, b: number, c: number, d: number, e: number, f: number): Outline;
    /** Path data with two decimals. */
    toSVG(): string;
  }
  interface Run {
    glyphs: { path: Outline }[];
    positions: { xAdvance: number; xOffset: number; yOffset: number }[];
    advanceWidth: number;
  }
  interface Font {
    unitsPerEm: number;
    layout(text: string): Run;
  }
  export function create(font: Buffer): Font;
}
