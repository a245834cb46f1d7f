import { describe, expect, it } from "vitest";
import { type Artwork, artworkSheet, artworkSides } from "@/server/core/marking/artwork";
import { markingPdf, markingSvg } from "@/server/gateways/marking-sheet";
import { shapesOf } from "./marking-outline";

const artwork: Artwork = {
  serial: "331000-26-000012",
  generation: 2,
  issuedOn: "2026-11-23",
  plate: "浙J12345",
  operatorZh: "台州康行医疗转运有限公司",
  regionZh: "台州市",
  hotline: "96120",
  supervisionPhone: "0576-88880000",
  address: `https://anzhuan.example/verify/331000-26-000012?m=${"A".repeat(220)}`,
  demonstration: true,
};

/** Least and greatest x and y among the absolute coordinates of a path. */
function reach(path: string): number[] {
  const points = [...path.matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  const [xs, ys] = [points.map(([x]) => x ?? 0), points.map(([, y]) => y ?? 0)];
  return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
}

describe("a marking's artwork", () => {
  it("says on both sides and the tail who carries, what for, whom to call and the number, and nothing forbidden", () => {
    for (const side of artworkSides) {
      const { parts } = artworkSheet(artwork, side);
      const words = parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])).join(" ");
      for (const wanted of [
        "台州康行医疗转运有限公司",
        "非急救转运",
        "96120",
        "监督电话 0576-88880000",
        artwork.serial,
      ])
        expect(words).toContain(wanted);
      expect(words.replaceAll("96120", "").replaceAll("非急救", "")).not.toMatch(/120|急救|AMBULANCE/);
      expect(parts.filter(({ kind }) => kind === "code")).toHaveLength(1);
    }
  });

  it("keeps every part on its sheet, and parts of words and code apart", () => {
    for (const side of artworkSides) {
      const { width, height, parts } = artworkSheet(artwork, side);
      for (const part of parts) {
        expect(part.x).toBeGreaterThanOrEqual(0);
        expect(part.x + part.width).toBeLessThanOrEqual(width);
        expect(part.y + part.height).toBeLessThanOrEqual(height);
      }
      const code = parts.find(({ kind }) => kind === "code");
      for (const part of parts.filter(({ kind }) => kind === "text")) {
        const isBeside =
          part.x + part.width <= (code?.x ?? 0) || part.x >= (code?.x ?? 0) + (code?.width ?? 0);
        expect(isBeside || part.y >= (code?.y ?? 0) + (code?.height ?? 0)).toBe(true);
      }
    }
  });

  it("stands mirrored on the two sides, the code at the rear", () => {
    const codeAt = (side: "left" | "right") =>
      artworkSheet(artwork, side).parts.find(({ kind }) => kind === "code")?.x ?? 0;
    expect(codeAt("left")).toBeGreaterThan(900);
    expect(codeAt("right")).toBeLessThan(900);
  });

  it("fits long names into their box", () => {
    const long = {
      ...artwork,
      operatorZh: "浙江省台州市椒江区海门街道某某医疗急难病患非紧急转运服务有限责任公司",
    };
    for (const part of artworkSheet(long, "left").parts.filter(({ kind }) => kind === "text")) {
      const [left = 0, right = 0, top = 0, bottom = 0] = reach(shapesOf([part])[0]?.path ?? "");
      expect(left).toBeGreaterThanOrEqual(part.x - 1);
      expect(right).toBeLessThanOrEqual(part.x + part.width + 1);
      expect(top).toBeGreaterThanOrEqual(part.y - 1);
      expect(bottom).toBeLessThanOrEqual(part.y + part.height + 1);
    }
  });

  it("is vectors at true size, without fonts or pictures", () => {
    for (const side of artworkSides) {
      const svg = markingSvg(artwork, side);
      const { width, height } = artworkSheet(artwork, side);
      expect(svg).toContain(`width="${width + 40}mm" height="${height + 40}mm"`);
      expect(svg).not.toMatch(/<(text|image|font)|NaN|undefined/);
      expect(svg.match(/<path/g)?.length).toBeGreaterThan(8);
    }
  });

  it("is a PDF of three pages with trim boxes, the same each time", async () => {
    const pdf = await markingPdf(artwork);
    const head = pdf.toString("latin1");
    expect(head.slice(0, 5)).toBe("%PDF-");
    expect(head.match(/\/Type \/Page\b/g)).toHaveLength(3);
    expect(head.match(/\/TrimBox \[/g)).toHaveLength(3);
    expect(head).not.toContain("/Subtype /Image");
    expect(head).not.toContain("/FontFile");
  });

  it("is refused where the font lacks a character of the name", () => {
    expect(() => markingSvg({ ...artwork, operatorZh: "台州𪚥转运" }, "tail")).toThrow(
      "marking.glyph_missing",
    );
  });
});
