import { create, type Font } from "fontkit";
import { create as createCode } from "qrcode";
import { DomainError } from "@/server/core/domain-error";
import type { ArtworkColour, ArtworkPart, ArtworkSheet } from "@/server/core/marking/artwork";
import { printable, receiptFaces } from "@/server/gateways/receipt-font";

/** A filled shape in millimetres: all that a cutter or printer needs, no font and no picture. */
export interface Shape {
  /** SVG path data. */
  path: string;
  colour: ArtworkColour;
}

type Part<K extends ArtworkPart["kind"]> = Extract<ArtworkPart, { kind: K }>;

let font: Font | undefined;
const boldFont = (): Font => {
  font ??= create(receiptFaces().bold);
  return font;
};

/** Letters are never narrower than this share of their width; past that they get smaller as a whole. */
const narrowest = 0.7;
/** Where the baseline lies in the em box of Noto Sans Hans. */
const baseline = 0.88;

const number = (value: number): string => String(Math.round(value * 100) / 100);

const rectangle = (x: number, y: number, width: number, height: number): string =>
  `M${number(x)} ${number(y)}h${number(width)}v${number(height)}h${number(-width)}z`;

/** How large the words are drawn: as high as the box, narrower or smaller where they would not fit. */
function sizeOf(advance: number, box: { width: number; height: number }, unitsPerEm: number) {
  const high = box.height / unitsPerEm;
  const squeeze = Math.min(1, box.width / (advance * high));
  if (squeeze >= narrowest) return { x: high * squeeze, y: high };
  const scale = box.width / (advance * narrowest);
  return { x: scale * narrowest, y: scale };
}

/** Outlines of the words. @throws DomainError unavailable `marking.glyph_missing`: a name is not printed with a gap */
function outline(part: Part<"text">): Shape {
  const shown = printable(part.text);
  if (shown.missing.length > 0)
    throw new DomainError("unavailable", "marking.glyph_missing", { characters: shown.missing.join("") });
  const face = boldFont();
  const run = face.layout(shown.text);
  const size = sizeOf(run.advanceWidth, part, face.unitsPerEm);
  const spare = part.width - run.advanceWidth * size.x;
  const shift = { left: 0, centre: spare / 2, right: spare }[part.align];
  const foot = part.y + (part.height - size.y * face.unitsPerEm) / 2 + size.y * face.unitsPerEm * baseline;
  let at = part.x + shift;
  const paths = run.glyphs.map(({ path }, index) => {
    const place = run.positions[index];
    const drawn = path
      .transform(
        size.x,
        0,
        0,
        -size.y,
        at + (place?.xOffset ?? 0) * size.x,
        foot - (place?.yOffset ?? 0) * size.y,
      )
      .toSVG();
    at += (place?.xAdvance ?? 0) * size.x;
    return drawn;
  });
  return { path: paths.join(""), colour: part.colour };
}

/** Dark modules, runs of a row as one rectangle; four modules of quiet zone (ISO/IEC 18004). */
function codePath({ text, x, y, width }: Part<"code">): string {
  const { modules } = createCode(text, { errorCorrectionLevel: "M" });
  const quiet = 4;
  const module = width / (modules.size + 2 * quiet);
  const runs: string[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      const start = column;
      while (column < modules.size && modules.get(row, column)) column += 1;
      if (column > start)
        runs.push(
          rectangle(
            x + (quiet + start) * module,
            y + (quiet + row) * module,
            (column - start) * module,
            module,
          ),
        );
    }
  }
  return runs.join("");
}

/** Everything on a sheet as filled shapes, in the order of drawing. */
export function shapesOf(parts: ArtworkSheet["parts"]): Shape[] {
  return parts.flatMap((part): Shape[] => {
    if (part.kind === "fill")
      return [{ path: rectangle(part.x, part.y, part.width, part.height), colour: part.colour }];
    if (part.kind === "text") return [outline(part)];
    const ground = rectangle(part.x, part.y, part.width, part.height);
    return [
      { path: ground, colour: "white" },
      { path: codePath(part), colour: "black" },
    ];
  });
}
