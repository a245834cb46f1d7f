import { z } from "zod";
import { personName, phoneInput, placeInput, relation } from "./booking-input";
import { mobility } from "./patient";
import { fewest } from "./said";
import { triageAnswers } from "./triage/question-set";

const said = (longest: number) => z.string().trim().max(longest, { error: "input.text_long" });
const placeText = said(200).min(fewest.words, { error: "emergency.place_missing" });

/** A seat puts a caller before 120 while talking: whatever is known, wherever the form stands. */
export const handOverInput = z.object({
  patientName: personName.nullable().default(null),
  phone: phoneInput.nullable().default(null),
  relation: relation.nullable().default(null),
  mobility: mobility.nullable().default(null),
  /** The place as said; 120 needs nothing else so much. */
  placeText,
  place: placeInput.nullable().default(null),
  answers: triageAnswers.default({}),
  /** What the seat heard, where the answers say too little. */
  note: said(500).default(""),
});
export type HandOverInput = z.infer<typeof handOverInput>;

/** 120 passes a caller on who is no emergency. */
export const receiveInput = z.object({
  /** The case number of 120's own system. */
  caseNumber: z.string().trim().min(1, { error: "emergency.case_number_missing" }).max(40),
  /** Who at 120 passes it on. */
  spokesperson: personName,
  patientName: personName.nullable().default(null),
  phone: phoneInput,
  relation: relation.nullable().default(null),
  mobility: mobility.nullable().default(null),
  placeText,
  known: said(500).default(""),
});
export type ReceiveInput = z.infer<typeof receiveInput>;

/** What came of a caller from 120: a booking, or in words why none. */
export const settleInput = z
  .object({
    handoverId: z.uuid(),
    bookingId: z.uuid().nullable().default(null),
    outcome: said(300).default(""),
  })
  .refine(({ bookingId, outcome }) => bookingId !== null || outcome !== "", {
    error: "emergency.outcome_missing",
    path: ["outcome"],
  });
export type SettleInput = z.infer<typeof settleInput>;
