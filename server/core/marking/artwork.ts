/** All that is printed on a vehicle's marking, in plain data and in Chinese. */
export interface Artwork {
  serial: string;
  generation: number;
  /** Day of this issue, region's zone. */
  issuedOn: string;
  plate: string;
  operatorZh: string;
  regionZh: string;
  /** The number people dial. */
  hotline: string;
  supervisionPhone: string;
  /** What the code leads to. */
  address: string;
  /** Made in a demonstration city: printed across the margin. */
  demonstration: boolean;
}

/** Left and right mirror each other, so that the code stands at the rear on both. */
export const artworkSides = ["left", "right", "tail"] as const;
export type ArtworkSide = (typeof artworkSides)[number];

/** A box in millimetres, from the top left of the trimmed sheet. */
interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type ArtworkColour = "blue" | "white" | "black" | "grey";

export type ArtworkPart = Box &
  (
    | { kind: "fill"; colour: ArtworkColour }
    /** Fitted into its box: as high as it is, narrower letters where the words are too long. */
    | { kind: "text"; text: string; colour: ArtworkColour; align: "left" | "centre" | "right" }
    /** Dark modules on white, the quiet zone of four modules within the box. */
    | { kind: "code"; text: string }
  );

export interface ArtworkSheet {
  side: ArtworkSide;
  /** Trimmed size in millimetres. */
  width: number;
  height: number;
  parts: ArtworkPart[];
}

/** The words that tell this vehicle from an ambulance (domain.md, Markings). */
const service = "非急救转运";
const stripHeight = 60;

const text = (
  words: string,
  box: Box,
  align: "left" | "centre" | "right" = "left",
  colour: ArtworkColour = "blue",
): ArtworkPart => ({ kind: "text", text: words, colour, align, ...box });

/** The code with its serial beneath, so that it can be typed where it cannot be read. */
function codeWithSerial(it: Artwork, { x, y, width }: Omit<Box, "height">): ArtworkPart[] {
  const serial = { x, y: y + width + 6, width, height: 22 };
  return [
    { kind: "code", text: it.address, x, y, width, height: width },
    text(it.serial, serial, "centre", "black"),
  ];
}

/** A side: name, service words with the number, supervision phone; blue strip along the foot. 1800 × 520 mm. */
function flank(it: Artwork, side: "left" | "right"): ArtworkSheet {
  const [width, height, code, gap] = [1800, 520, 320, 40];
  const isLeft = side === "left";
  // Seen from the left the tail is on the right hand, from the right on the left hand.
  const codeX = isLeft ? width - gap - code : gap;
  const wordsX = isLeft ? gap : gap + code + gap;
  const room = width - code - 3 * gap;
  const line = (y: number, lineHeight: number) => ({ x: wordsX, y, width: room, height: lineHeight });
  return {
    side,
    width,
    height,
    parts: [
      { kind: "fill", colour: "white", x: 0, y: 0, width, height },
      text(it.operatorZh, line(40, 130)),
      text(`${service}  ${it.hotline}`, line(205, 120)),
      text(`监督电话 ${it.supervisionPhone}`, line(355, 62)),
      ...codeWithSerial(it, { x: codeX, y: 30, width: code }),
      { kind: "fill", colour: "blue", x: 0, y: height - stripHeight, width, height: stripHeight },
    ],
  };
}

/** The tail. 900 × 420 mm. */
function tail(it: Artwork): ArtworkSheet {
  const [width, height, code, gap] = [900, 420, 260, 30];
  const room = width - code - 3 * gap;
  const line = (y: number, lineHeight: number) => ({ x: gap, y, width: room, height: lineHeight });
  return {
    side: "tail",
    width,
    height,
    parts: [
      { kind: "fill", colour: "white", x: 0, y: 0, width, height },
      text(it.hotline, line(30, 110)),
      text(service, line(165, 76)),
      text(it.operatorZh, line(265, 38)),
      text(`监督电话 ${it.supervisionPhone}`, line(315, 34)),
      ...codeWithSerial(it, { x: width - gap - code, y: 30, width: code }),
      { kind: "fill", colour: "blue", x: 0, y: height - 40, width, height: 40 },
    ],
  };
}

/** One sheet of a marking at its true size. */
export const artworkSheet = (it: Artwork, side: ArtworkSide): ArtworkSheet =>
  side === "tail" ? tail(it) : flank(it, side);
