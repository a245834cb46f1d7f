import { readFileSync } from "node:fs";
import path from "node:path";
import { fontCoverage } from "@/server/gateways/font-coverage";

/** Read from the project's root, where every program of ours runs: a bundler must not follow 8 MB files. */
const folder = "node_modules/@embedpdf/fonts-sc/fonts";
/** Shown where the font has no character: the printer's "geta" mark, which nobody takes for a letter. */
const geta = "〓";

interface Faces {
  regular: Buffer;
  bold: Buffer;
  covers: (codePoint: number) => boolean;
}
let loaded: Faces | undefined;

/** Noto Sans Hans (SIL Open Font License) in two weights, read once. */
export function receiptFaces(): Faces {
  if (!loaded) {
    const read = (weight: string) => readFileSync(path.resolve(folder, `NotoSansHans-${weight}.otf`));
    const regular = read("Regular");
    const bold = read("Medium");
    const both = [fontCoverage(regular), fontCoverage(bold)];
    loaded = { regular, bold, covers: (codePoint) => both.every((covers) => covers(codePoint)) };
  }
  return loaded;
}

/** The text with every character that cannot be printed shown as 〓, and those characters, each once. */
export function printable(text: string): { text: string; missing: string[] } {
  const { covers } = receiptFaces();
  const missing = new Set<string>();
  const printed = [...text.normalize("NFC")].map((character) => {
    if (/\s/u.test(character)) return " ";
    // Marks that only choose a variant draw nothing by themselves.
    if (/\p{Variation_Selector}|\p{Default_Ignorable_Code_Point}/u.test(character)) return "";
    if (covers(character.codePointAt(0) ?? 0)) return character;
    missing.add(character);
    return geta;
  });
  return { text: printed.join(""), missing: [...missing] };
}
