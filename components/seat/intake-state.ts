"use client";

import { type Answers, type Identity, noAnswers } from "@/components/booking/answers";
import { type Kept, useKept } from "@/components/booking/kept";
import type { DeskChoice, DeskState } from "@/components/desk/desk-state";

const noChoice: DeskChoice = { chip: "", day: "", time: "", destination: "" };

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

/** What stands beside the answers while somebody is on the telephone. */
export interface Call {
  /** The hand-over from 120 that this call began with. */
  fromId: string;
  /** The answers as they were judged last: what differs from them must be judged anew. */
  assessedAs: string;
  /** Why the seat itself puts the caller before 120, and where, as said. */
  note: string;
  placeText: string;
  /** The hand-over to 120 made without a booking. */
  handoverId: string;
  isTo120: boolean;
  /** Booked, or left with a clinician: nothing is lost by the next call. */
  isDone: boolean;
}

const noCall: Call = {
  fromId: "",
  assessedAs: "",
  note: "",
  placeText: "",
  handoverId: "",
  isTo120: false,
  isDone: false,
};

/** One call: everything typed survives a reload and ends with the tab. */
export interface IntakeState extends DeskState {
  call: Kept<Call>;
}

export function useIntake(regionId: string): IntakeState {
  const answers = useKept(`anzhuan.seat.answers.${regionId}`, "session", noAnswers);
  const choice = useKept(`anzhuan.seat.choice.${regionId}`, "session", noChoice);
  const people = useKept(`anzhuan.seat.people.${regionId}`, "session", nobody);
  const call = useKept(`anzhuan.seat.call.${regionId}`, "session", noCall);
  const clear = () => {
    for (const kept of [answers, choice, people, call]) kept.forget();
  };
  return { answers, choice, people, call, clear };
}

/** Whether a call is under way that the next one would wipe out. */
export function isUnderWay({ answers, people, call }: IntakeState): boolean {
  const { caller, mobility, from, to } = answers.value;
  const isBegun =
    people.value.phone !== "" || caller !== null || mobility !== null || from !== null || to !== null;
  return isBegun && !call.value.isDone && !call.value.handoverId;
}

/** The part of the answers that is judged, to see whether it changed since. */
export function judgedPart({
  draft: _draft,
  callerPhone: _phone,
  isComplete: _isComplete,
  ...rest
}: Answers): string {
  const { when: _when, ...others } = rest;
  return JSON.stringify(others);
}
