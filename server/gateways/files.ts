import { createHash } from "node:crypto";
import sharp, { type Sharp } from "sharp";
import { DomainError } from "@/server/core/domain-error";
import { fileStore } from "@/server/gateways/file-store";

/** decisions.md, Evidence: 12 MB. */
const maxMb = 12;
const maxBytes = maxMb * 1024 * 1024;
const maxSignatureBytes = 256 * 1024;
/** Larger than any phone's camera; stops a small file that unfolds to gigabytes. */
const maxPixels = 120_000_000;
/** Long side kept: a certificate photographed on A4 stays readable at 220 dots per inch. */
const maxSidePixels = 2_560;

export type MediaType = "image/jpeg" | "image/png" | "application/pdf";
export interface StoredFile {
  sha256: string;
  mediaType: MediaType;
  bytes: number;
}
type Kind = "jpeg" | "png" | "webp" | "heic" | "pdf" | "svg" | "unknown";

const heicBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

/** What the content says it is; names and declared types are never believed. */
function kindOf(content: Buffer): Kind {
  const ascii = (from: number, to: number) => content.toString("latin1", from, to);
  if (content.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "jpeg";
  if (content.subarray(0, 8).equals(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"))) return "png";
  if (ascii(0, 4) === "RIFF" && ascii(8, 12) === "WEBP") return "webp";
  if (ascii(4, 8) === "ftyp" && heicBrands.includes(ascii(8, 12))) return "heic";
  if (ascii(0, 5) === "%PDF-") return "pdf";
  if (/^(\uFEFF)?\s*(<\?xml[^>]*>\s*)?<svg[\s>]/.test(content.toString("utf8", 0, 512))) return "svg";
  return "unknown";
}

function checkSize(content: Buffer): void {
  if (content.length === 0) throw new DomainError("bad_input", "file.empty");
  if (content.length > maxBytes) throw new DomainError("bad_input", "file.too_large", { maxMb });
}

/**
 * Bytes that no other file shares, since they will be taken away one day: the id stands behind the end of the picture or
 * document, where readers do not look.
 */
function alone(content: Buffer, id: string): Buffer {
  return Buffer.concat([content, Buffer.from(`\n%${id}\n`)]);
}

async function keep(content: Buffer, mediaType: MediaType): Promise<StoredFile> {
  const sha256 = createHash("sha256").update(content).digest("hex");
  await fileStore().put(sha256, content);
  return { sha256, mediaType, bytes: content.length };
}

/** Draw the picture anew: place, camera, thumbnails and anything appended are gone; the orientation is applied first. */
function redraw(content: Buffer): Sharp {
  return sharp(content, { limitInputPixels: maxPixels, failOn: "error" })
    .autoOrient()
    .resize({ width: maxSidePixels, height: maxSidePixels, fit: "inside", withoutEnlargement: true });
}

async function encode(
  content: Buffer,
  kind: "jpeg" | "png" | "webp",
): Promise<{ bytes: Buffer; mediaType: MediaType }> {
  try {
    const asPng = kind === "png" || (kind === "webp" && (await sharp(content).metadata()).hasAlpha);
    if (asPng)
      return { bytes: await redraw(content).png({ compressionLevel: 9 }).toBuffer(), mediaType: "image/png" };
    return {
      bytes: await redraw(content).jpeg({ quality: 84, mozjpeg: true }).toBuffer(),
      mediaType: "image/jpeg",
    };
  } catch {
    throw new DomainError("bad_input", "file.unreadable");
  }
}

/**
 * Keep a photo or a scanned paper (JPEG, PNG or WebP by content, at most 12 MB), re-encoded without metadata.
 * Throws DomainError "bad_input": `file.empty`, `file.too_large`, `file.heic`, `file.not_an_image`, `file.unreadable`.
 */
export async function putImage(content: Buffer): Promise<StoredFile> {
  const { bytes, mediaType } = await redrawn(content);
  return keep(bytes, mediaType);
}

async function redrawn(content: Buffer): Promise<{ bytes: Buffer; mediaType: MediaType }> {
  checkSize(content);
  const kind = kindOf(content);
  if (kind === "heic") throw new DomainError("bad_input", "file.heic");
  if (kind !== "jpeg" && kind !== "png" && kind !== "webp")
    throw new DomainError("bad_input", "file.not_an_image");
  return encode(content, kind);
}

/**
 * Keep a PDF as it is (at most 12 MB). It may hold scripts, so doors send it as a download, never inside a page.
 * Throws DomainError "bad_input": `file.empty`, `file.too_large`, `file.not_a_pdf`, `file.unreadable` (cut off).
 */
export async function putPdf(content: Buffer): Promise<StoredFile> {
  checkPdf(content);
  return keep(content, "application/pdf");
}

/**
 * Keep a photo or PDF of which `dropFile` will take the bytes away one day; `id`: the file's own.
 * Throws as `putImage` and `putPdf`.
 */
export async function putAlone(content: Buffer, id: string): Promise<StoredFile> {
  if (kindOf(content) === "pdf") {
    checkPdf(content);
    return keep(alone(content, id), "application/pdf");
  }
  const { bytes, mediaType } = await redrawn(content);
  return keep(alone(bytes, id), mediaType);
}

function checkPdf(content: Buffer): void {
  checkSize(content);
  if (kindOf(content) !== "pdf") throw new DomainError("bad_input", "file.not_a_pdf");
  if (!content.toString("latin1", Math.max(0, content.length - 2048)).includes("%%EOF")) {
    throw new DomainError("bad_input", "file.unreadable");
  }
}

/** Anything by which a drawing could fetch, run or expand something; a signature pad writes none of it. */
const unsafeSvg =
  /<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|<script|<style|<image|<use|<foreignObject|href\s*=|url\s*\(|@import/i;

/** Whether anything was drawn: a lone dot is no signature. */
async function checkInk(picture: Buffer): Promise<void> {
  const { data } = await sharp(picture)
    .flatten({ background: "#fff" })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const inked = data.reduce((count, level) => count + (level < 160 ? 1 : 0), 0);
  if (inked < 40) throw new DomainError("bad_input", "file.signature_empty");
}

/**
 * Keep a signature drawn on the screen (SVG or PNG, at most 256 kB), redrawn as a PNG; with the file's `id` alone, as `putAlone`.
 * Throws DomainError "bad_input": `file.empty`, `file.too_large`, `file.not_a_signature`, `file.signature_empty`.
 */
export async function putSignature(content: Buffer, id?: string): Promise<StoredFile> {
  checkSize(content);
  if (content.length > maxSignatureBytes)
    throw new DomainError("bad_input", "file.too_large", { maxMb: 0.25 });
  const kind = kindOf(content);
  const safe = kind === "png" || (kind === "svg" && !unsafeSvg.test(content.toString("utf8")));
  if (!safe) throw new DomainError("bad_input", "file.not_a_signature");
  const picture = await encode(content, "png");
  await checkInk(picture.bytes);
  return keep(id ? alone(picture.bytes, id) : picture.bytes, "image/png");
}

/**
 * The bytes under a hash, checked against it. Authorise first: this gateway knows nobody.
 * Throws DomainError "not_found" (`file.not_found`) or "unavailable" (`file.damaged`).
 */
export async function readFile(sha256: string): Promise<{ content: Buffer; mediaType: MediaType }> {
  const content = /^[0-9a-f]{64}$/.test(sha256) ? await fileStore().get(sha256) : undefined;
  if (!content) throw new DomainError("not_found", "file.not_found");
  const kind = kindOf(content);
  const intact = createHash("sha256").update(content).digest("hex") === sha256;
  if (!intact || (kind !== "jpeg" && kind !== "png" && kind !== "pdf")) {
    throw new DomainError("unavailable", "file.damaged");
  }
  return { content, mediaType: kind === "pdf" ? "application/pdf" : `image/${kind}` };
}

/** Take away the bytes under a hash for good: of a file that was kept alone. */
export async function dropFile(sha256: string): Promise<void> {
  if (/^[0-9a-f]{64}$/.test(sha256)) await fileStore().drop(sha256);
}
