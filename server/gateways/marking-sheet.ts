import PDFDocument from "pdfkit";
import {
  type Artwork,
  type ArtworkColour,
  type ArtworkSide,
  artworkSheet,
  artworkSides,
} from "@/server/core/marking/artwork";
import { type Shape, shapesOf } from "@/server/gateways/marking-outline";
import { bytesOf } from "./pdf-bytes";

/** The blue of the markings, and what else is printed. */
const colours: Record<ArtworkColour, string> = {
  blue: "#0b4ea2",
  white: "#ffffff",
  black: "#000000",
  grey: "#5a6670",
};
/** Room around the trimmed sheet for crop marks and what the printer has to know, in millimetres. */
const margin = 20;
const markLength = 12;
const pointsPerMillimetre = 72 / 25.4;
const sideNames: Record<ArtworkSide, string> = { left: "左侧", right: "右侧", tail: "车尾" };

interface Page {
  width: number;
  height: number;
  shapes: Shape[];
}

/** Where to trim: a mark beyond each corner, both ways. */
function cropMarks(width: number, height: number): Shape {
  const thin = 0.25;
  const across = (x: number, y: number) => `M${x} ${y - thin / 2}h${markLength}v${thin}h${-markLength}z`;
  const down = (x: number, y: number) => `M${x - thin / 2} ${y}h${thin}v${markLength}h${-thin}z`;
  const gap = 4;
  const [far, low] = [width + gap, height + gap];
  const before = -gap - markLength;
  const path = [0, height].map((y) => across(before, y) + across(far, y)).join("");
  return { path: path + [0, width].map((x) => down(x, before) + down(x, low)).join(""), colour: "black" };
}

/** One sheet with its margin; the origin stays at the trimmed corner. */
function page(it: Artwork, side: ArtworkSide): Page {
  const { width, height, parts } = artworkSheet(it, side);
  const issue = `${it.regionZh} ${it.plate} ${it.serial} 第${it.generation}次制发 ${it.issuedOn} ${sideNames[side]} ${width}×${height} 毫米 1:1`;
  const words = it.demonstration ? `${issue}  演示数据，不得张贴` : issue;
  const note = { kind: "text" as const, text: words, colour: "grey" as const, align: "left" as const };
  const below = { x: 20, y: height + 8, width: width - 40, height: 8 };
  return {
    width,
    height,
    shapes: [...shapesOf([...parts, { ...note, ...below }]), cropMarks(width, height)],
  };
}

/**
 * One side as vectors at true size: outlines instead of letters, so that every printer prints the same.
 * @throws DomainError unavailable `marking.glyph_missing`
 */
export function markingSvg(it: Artwork, side: ArtworkSide): string {
  const { width, height, shapes } = page(it, side);
  const [whole, tall] = [width + 2 * margin, height + 2 * margin];
  const drawn = shapes.map(({ path, colour }) => `<path fill="${colours[colour]}" d="${path}"/>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${whole}mm" height="${tall}mm" viewBox="${-margin} ${-margin} ${whole} ${tall}"><title>${it.serial} ${sideNames[side]}</title>${drawn.join("")}</svg>\n`;
}

/**
 * Both sides and the tail as a PDF, one page each at true size, outlines only; the trimmed sheet is the page's trim box.
 * @throws DomainError unavailable `marking.glyph_missing`
 */
export async function markingPdf(it: Artwork): Promise<Buffer> {
  const pages = artworkSides.map((side) => page(it, side));
  const info = {
    Title: `${it.serial} 非急救转运车辆标识`,
    CreationDate: new Date(`${it.issuedOn}T00:00:00Z`),
  };
  const doc = new PDFDocument({ autoFirstPage: false, lang: "zh-CN", displayTitle: true, font: "", info });
  const finished = bytesOf(doc);
  for (const { width, height, shapes } of pages) {
    const size = [width, height].map((side) => (side + 2 * margin) * pointsPerMillimetre);
    doc.addPage({ size: [size[0] ?? 0, size[1] ?? 0], margin: 0 });
    const inner = margin * pointsPerMillimetre;
    const trim = [inner, inner, (size[0] ?? 0) - inner, (size[1] ?? 0) - inner];
    Object.assign(doc.page.dictionary.data, { TrimBox: trim });
    doc.scale(pointsPerMillimetre).translate(margin, margin);
    for (const { path, colour } of shapes) doc.path(path).fill(colours[colour]);
  }
  doc.end();
  return finished;
}
