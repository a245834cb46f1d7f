/** Reads the code that a video shows at this moment; null where it shows none. */
export type ReadFrame = (video: HTMLVideoElement) => Promise<string | null>;

/** The part of the browsers' own detector that is used (Shape Detection API); not every browser has it. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface DetectorMaker {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

async function ownDetector(): Promise<ReadFrame | null> {
  const Maker = (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
  if (!Maker) return null;
  const formats = await Maker.getSupportedFormats().catch((): string[] => []);
  if (!formats.includes("qr_code")) return null;
  const detector = new Maker({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
}

/** Enough for a marking's code that fills half of the frame; more only costs time. */
const longestSide = 960;
/** For one frame, with retries: between two frames the page answers the reader. */
const frameMilliseconds = 60;

async function drawnReader(): Promise<ReadFrame> {
  const { default: decode } = await import("qr/decode.js");
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const { videoWidth, videoHeight } = video;
    if (!pen || videoWidth === 0) return null;
    const scale = Math.min(1, longestSide / Math.max(videoWidth, videoHeight));
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return decode(pen.getImageData(0, 0, canvas.width, canvas.height), { timeLimit: frameMilliseconds });
    } catch {
      // The decoder says "no code here" by throwing.
      return null;
    }
  };
}

/** The browser's own detector where it has one, else a decoder that is loaded for it. */
export async function codeReader(): Promise<ReadFrame> {
  return (await ownDetector()) ?? drawnReader();
}
