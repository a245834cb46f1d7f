"use client";

import type { CallerParty } from "@/server/core/booking";
import type { PlaceInput } from "@/server/core/booking-input";
import type { BookingExtras } from "@/server/core/booking-needs";
import type { Mobility } from "@/server/core/patient";
import type { TriageAnswers } from "@/server/core/triage/question-set";
import { type Kept, useKept } from "./kept";

/** Who asks: the patient, somebody beside the patient, somebody elsewhere; a hospital for a patient of its wards. */
export type Caller = "self" | "with" | "away" | "hospital";

/** What the page needs to know of the region; from `region.current`. */
export interface BookingRegion {
  id: string;
  nameZh: string;
  nameEn: string;
  hotline: string;
  timeZone: string;
  centre: { lat: number; lon: number };
  aheadDays: number;
  leadMinutes: number;
}

/** One end as chosen; `hint` is what the list said about it. */
export interface PlaceAnswer extends PlaceInput {
  hint: string;
}

export interface WhenAnswer {
  choice: "now" | "today" | "tomorrow" | "date";
  /** Only for `date`: `YYYY-MM-DD` in the region. */
  day: string;
  /** Earliest pickup, "08:30"; not for `now`. */
  time: string;
  /** Any time that day will do. */
  flexible: boolean;
}

export interface WayBackAnswer {
  wanted: boolean;
  day: string;
  time: string;
}

/** The six answers, as far as they are given. */
export interface Answers {
  caller: Caller | null;
  /** A patient of the acting hospital's own list. */
  patientId: string | null;
  mobility: Mobility | null;
  weightKg: string;
  from: PlaceAnswer | null;
  to: PlaceAnswer | null;
  when: WhenAnswer | null;
  wayBack: WayBackAnswer;
  triage: TriageAnswers;
  extras: BookingExtras;
  /** The extras screen was passed. */
  isComplete: boolean;
  callerPhone: string;
  /** The draft on the server: its link for a guest, its id for whoever is signed in. */
  draft: { bookingId: string; token: string | null } | null;
}

export const noAnswers: Answers = {
  caller: null,
  patientId: null,
  mobility: null,
  weightKg: "",
  from: null,
  to: null,
  when: null,
  wayBack: { wanted: false, day: "", time: "" },
  triage: {},
  extras: { oxygen: false, suction: false, escorts: 1, carryFrom: false, carryTo: false },
  isComplete: false,
  callerPhone: "",
  draft: null,
};

/** The answers of a region's booking in this browser. */
export function useAnswers(regionId: string): Kept<Answers> {
  return useKept(`anzhuan.booking.${regionId}`, "local", noAnswers);
}

/** What names people: kept for this tab only. */
export interface Identity {
  patientName: string;
  idNumber: string;
  bookerName: string;
  relation: string;
  phone: string;
  email: string;
  consents: string[];
  /** The masked address that a code went to. */
  codeSentTo: string;
  codeChannel: "phone" | "email" | "";
  /** What had been typed when the code was sent: unchanged, no second one is needed. */
  sentAs: string;
  code: string;
}

const nobody: Identity = {
  patientName: "",
  idNumber: "",
  bookerName: "",
  relation: "",
  phone: "",
  email: "",
  consents: [],
  codeSentTo: "",
  codeChannel: "",
  sentAs: "",
  code: "",
};

export function useIdentity(regionId: string): Kept<Identity> {
  return useKept(`anzhuan.identity.${regionId}`, "session", nobody);
}

export const callerParties: Record<Caller, CallerParty> = {
  self: "with_patient",
  with: "with_patient",
  away: "not_with_patient",
  hospital: "case_manager",
};

export const answerSteps = ["who", "from", "to", "when", "condition", "extras"] as const;
export const steps = [...answerSteps, "result", "details", "code"] as const;
export type Step = (typeof steps)[number];

/** Whether the first screen is answered; bariatric stretchers are chosen by weight. */
export function isWhoAnswered({ caller, mobility, weightKg }: Answers): boolean {
  if (!caller || !mobility) return false;
  return mobility !== "bariatric_stretcher" || isWeight(weightKg);
}

export function isWeight(text: string): boolean {
  return /^\d{1,3}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 400;
}

/** How far somebody may go: the first step that is not answered, so that a link into the middle never meets holes. */
export function furthestStep(answers: Answers): Step {
  if (!isWhoAnswered(answers)) return "who";
  if (!answers.from) return "from";
  if (!answers.to) return "to";
  if (!answers.when) return "when";
  if (!answers.draft) return "extras";
  return "code";
}

export function readStep(text: string | null): Step {
  return steps.find((step) => step === text) ?? "who";
}

export interface StepProps {
  region: BookingRegion;
  answers: Kept<Answers>;
}

/** Names the draft for whoever is signed in; a guest's link says it already. */
export function draftRef(draft: Answers["draft"]): { bookingId?: string } {
  return draft && !draft.token ? { bookingId: draft.bookingId } : {};
}
