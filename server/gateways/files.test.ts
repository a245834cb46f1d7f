import { mkdtemp, readFile as readBytes, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

let folder: string;
let files: typeof import("@/server/gateways/files");

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "files-"));
  vi.stubEnv("APP_DATABASE_URL", "postgres://test");
  vi.stubEnv("VAULT_KEYS", "unused:here");
  vi.stubEnv("LINK_SECRET", "a secret of at least thirty-two characters");
  vi.stubEnv("DATA_DIR", folder);
  files = await import("@/server/gateways/files");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#336699" } });
const stroke = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120" width="300" height="120">';

describe("images", () => {
  it("lose place and camera, keep their upright orientation, and lie under their hash", async () => {
    const photo = await plain(80, 40)
      .withExif({ IFD0: { Make: "Camera" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "28/1 39/1 0/1" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const stored = await files.putImage(photo);
    const { content, mediaType } = await files.readFile(stored.sha256);
    const meta = await sharp(content).metadata();
    expect(mediaType).toBe("image/jpeg");
    expect(meta.exif).toBeUndefined();
    expect([meta.width, meta.height]).toEqual([40, 80]);
    const lying = await readdir(path.join(folder, "files", stored.sha256.slice(0, 2)));
    expect(lying).toEqual([stored.sha256]);
    expect((await files.putImage(photo)).sha256).toBe(stored.sha256);
  });

  it("keep transparency as PNG, turn an opaque WebP into JPEG, and shrink what is huge", async () => {
    expect((await files.putImage(await plain(9, 9).png().toBuffer())).mediaType).toBe("image/png");
    expect((await files.putImage(await plain(9, 9).webp().toBuffer())).mediaType).toBe("image/jpeg");
    expect((await files.putImage(await plain(9, 9).ensureAlpha(0.5).webp().toBuffer())).mediaType).toBe(
      "image/png",
    );
    const big = await files.putImage(await plain(4000, 1000).jpeg().toBuffer());
    expect((await sharp((await files.readFile(big.sha256)).content).metadata()).width).toBe(2560);
  });

  it("are refused with the reason: too large, HEIC, something else, broken, empty", async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic"), Buffer.alloc(40)]);
    const cut = (await plain(400, 400).png().toBuffer()).subarray(0, 60);
    await expect(files.putImage(Buffer.alloc(15 * 1024 * 1024, 1))).rejects.toMatchObject({
      code: "bad_input",
      key: "file.too_large",
      data: { maxMb: 12 },
    });
    await expect(files.putImage(heic)).rejects.toMatchObject({ key: "file.heic" });
    await expect(files.putImage(Buffer.from("GIF89a......"))).rejects.toMatchObject({
      key: "file.not_an_image",
    });
    await expect(files.putImage(Buffer.from(`${stroke}</svg>`))).rejects.toMatchObject({
      key: "file.not_an_image",
    });
    await expect(files.putImage(cut)).rejects.toMatchObject({ key: "file.unreadable" });
    await expect(files.putImage(Buffer.alloc(0))).rejects.toMatchObject({ key: "file.empty" });
  });
});

describe("signatures", () => {
  it("are redrawn as PNG from SVG and PNG", async () => {
    const drawn = Buffer.from(
      `${stroke}<path d="M10 60 C 60 10 120 110 280 40" stroke="#000" stroke-width="3" fill="none"/></svg>`,
    );
    const stored = await files.putSignature(drawn);
    expect(stored.mediaType).toBe("image/png");
    const { content } = await files.readFile(stored.sha256);
    expect((await files.putSignature(content)).mediaType).toBe("image/png");
  });

  it("are refused when empty, or when the drawing could fetch or run something", async () => {
    await expect(files.putSignature(Buffer.from(`${stroke}</svg>`))).rejects.toMatchObject({
      key: "file.signature_empty",
    });
    for (const part of [
      "<script>1</script>",
      '<image href="http://x/y.png"/>',
      '<style>@import "x"</style>',
    ]) {
      await expect(files.putSignature(Buffer.from(`${stroke}${part}</svg>`))).rejects.toMatchObject({
        key: "file.not_a_signature",
      });
    }
    const entity = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>';
    await expect(files.putSignature(Buffer.from(entity))).rejects.toMatchObject({
      key: "file.not_a_signature",
    });
  });
});

describe("PDFs and reading", () => {
  it("keep a whole PDF and refuse a cut one", async () => {
    const whole = Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
    const stored = await files.putPdf(whole);
    expect(await files.readFile(stored.sha256)).toEqual({ content: whole, mediaType: "application/pdf" });
    await expect(files.putPdf(whole.subarray(0, 20))).rejects.toMatchObject({ key: "file.unreadable" });
    await expect(files.putPdf(Buffer.from("MZ"))).rejects.toMatchObject({ key: "file.not_a_pdf" });
  });

  it("tells what is missing, what is no hash and what was changed on disk", async () => {
    await expect(files.readFile("0".repeat(64))).rejects.toMatchObject({ key: "file.not_found" });
    await expect(files.readFile("../../etc/passwd")).rejects.toMatchObject({ key: "file.not_found" });
    const { sha256 } = await files.putImage(await plain(12, 12).jpeg().toBuffer());
    const at = path.join(folder, "files", sha256.slice(0, 2), sha256);
    await writeFile(at, Buffer.concat([await readBytes(at), Buffer.from("x")]));
    await expect(files.readFile(sha256)).rejects.toMatchObject({ code: "unavailable", key: "file.damaged" });
  });
});
