"use client";

import { type Answers, type Identity, noAnswers } from "@/components/booking/answers";
import { type Kept, useKept } from "@/components/booking/kept";

/** The times a ward asks for, one key each; `other` is any day and time. */
export const whenChips = ["now", "hour", "afternoon", "tomorrow", "other"] as const;
export type WhenChip = (typeof whenChips)[number];

/** What the desk remembers beside the answers of a booking. */
export interface DeskChoice {
  chip: WhenChip | "";
  /** For `other`: `YYYY-MM-DD` and "08:30" in the region. */
  day: string;
  time: string;
  /** Which destination is marked: `home`, `other`, or a facility's id. */
  destination: string;
}

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

/** Everything typed at the desk; a reload loses none of it, closing the tab all of it. */
export interface DeskState {
  answers: Kept<Answers>;
  choice: Kept<DeskChoice>;
  /** Consents of this patient, and the telephone to tell, which stays for the next one. */
  people: Kept<Identity>;
  /** Begin with the next patient. */
  clear: () => void;
}

export function useDeskState(regionId: string): DeskState {
  const answers = useKept(`anzhuan.desk.answers.${regionId}`, "session", noAnswers);
  const choice = useKept(`anzhuan.desk.choice.${regionId}`, "session", noChoice);
  const people = useKept(`anzhuan.desk.people.${regionId}`, "session", nobody);
  const clear = () => {
    answers.forget();
    choice.forget();
    people.set({ consents: [] });
  };
  return { answers, choice, people, clear };
}
