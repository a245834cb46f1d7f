import { writeFileSync } from "node:fs";
import { type BrowserContext, chromium } from "@playwright/test";
import QRCode from "qrcode";
import sharp from "sharp";

/** A picture of a code as a camera sees it: grey around, not quite straight, a little soft. */
async function pictureOf(text: string): Promise<Buffer> {
  const code = await QRCode.toBuffer(text, { errorCorrectionLevel: "M", margin: 4, width: 420 });
  const held = await sharp(code).rotate(6, { background: "#7d8a90" }).png().toBuffer();
  return sharp({ create: { width: 720, height: 720, channels: 3, background: "#7d8a90" } })
    .composite([{ input: held }])
    .blur(0.8)
    .jpeg({ quality: 80 })
    .toBuffer();
}

/**
 * A phone whose camera looks at a code, in a browser of its own since a camera is given to a browser at its start. Nobody
 * has allowed the camera yet. `file` is where the picture is kept meanwhile.
 */
export async function phoneBefore(
  text: string,
  { file, baseURL }: { file: string; baseURL: string },
): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  writeFileSync(file, await pictureOf(text));
  const browser = await chromium.launch({
    ...(process.env.E2E_BROWSER ? { executablePath: process.env.E2E_BROWSER } : {}),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${file}`,
    ],
  });
  const context = await browser.newContext({
    locale: "zh-CN",
    baseURL,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  return { context, close: () => browser.close() };
}
