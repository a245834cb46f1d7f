import { z } from "zod";
import { fewest } from "@/server/core/said";
import { addDays } from "../local-time";
import { type MarkingItem, markingItem, type PaperKind } from "../standard/facts";

/** Sides of a vehicle that are photographed for its marking. */
export const photoSides = ["front", "rear", "left", "right"] as const;
export type PhotoSide = (typeof photoSides)[number];

/** The side that a paper is the photo of; null for every other paper. */
export function sideOf(kind: PaperKind): PhotoSide | null {
  return photoSides.find((side) => kind === `marking_photo_${side}`) ?? null;
}

const onFlank: readonly MarkingItem[] = [
  "white_body",
  "blue_reflective_strip",
  "institution_name",
  "supervision_phone",
  "service_words_and_number",
  "qr_sides_and_tail",
];

/**
 * What each side must show (domain.md, Markings: white body, blue reflective strip; both sides the institution's full name,
 * the supervision phone, the service words and number; the code at the sides and tail).
 */
export const requiredOn: Record<PhotoSide, readonly MarkingItem[]> = {
  front: ["white_body"],
  rear: ["white_body", "qr_sides_and_tail"],
  left: onFlank,
  right: onFlank,
};

/** Emblems and words of the emergency service: on no side (domain.md, Markings). */
export const forbiddenItems: readonly MarkingItem[] = [
  "number_120",
  "word_jijiu",
  "word_ambulance",
  "star_of_life",
  "national_emergency_emblem",
];

export interface PhotoFindings {
  missing: MarkingItem[];
  forbidden: MarkingItem[];
}

/** What the list finds wrong with one side. */
export function findingsOn(side: PhotoSide, seen: readonly MarkingItem[]): PhotoFindings {
  return {
    missing: requiredOn[side].filter((item) => !seen.includes(item)),
    forbidden: forbiddenItems.filter((item) => seen.includes(item)),
  };
}

/**
 * What a vehicle shows as a whole, for the standards: what must be there is there when every side that must show it does;
 * what is forbidden is there when any side shows it. Null before any side was looked at.
 */
export function markingsSeen(
  sides: Partial<Record<PhotoSide, readonly MarkingItem[] | null>>,
): MarkingItem[] | null {
  const looked = photoSides.filter((side) => sides[side]);
  if (looked.length === 0) return null;
  const shows = (side: PhotoSide, item: MarkingItem) => sides[side]?.includes(item) ?? false;
  const whole = onFlank.filter((item) =>
    photoSides.filter((side) => requiredOn[side].includes(item)).every((side) => shows(side, item)),
  );
  return [...whole, ...forbiddenItems.filter((item) => looked.some((side) => shows(side, item)))];
}

/** Half a year: short enough that a faded or changed marking is seen again. */
const usualDays = 180;

/** Until when a photo granted on a day is proposed to hold: the usual span, never longer than the region allows. */
export function proposedUntil(day: string, photoDays: number): string {
  return addDays(day, Math.min(usualDays, photoDays));
}

/** A reviewer's word on one photo: what it shows, and granted until a day, or refused with the reason. */
export const reviewPhotoInput = z.discriminatedUnion("granted", [
  z.strictObject({
    granted: z.literal(true),
    paperId: z.uuid(),
    seen: z.array(markingItem).max(20),
    /** Last good day of the photo. */
    expiresOn: z.iso.date(),
  }),
  z.strictObject({
    granted: z.literal(false),
    paperId: z.uuid(),
    seen: z.array(markingItem).max(20),
    reason: z.string().trim().min(fewest.words, { error: "marking.photo_reason" }).max(300),
  }),
]);
export type ReviewPhotoInput = z.infer<typeof reviewPhotoInput>;
