import type { z } from "zod";
import type {
  breathingStates,
  consciousnessStates,
  handedPapers,
  linesAndTubes,
  patientState,
} from "@/server/core/handover";
import { foldFullWidth } from "@/server/core/text-folding";

export const vitalSigns = [
  "pulsePerMinute",
  "systolicMmHg",
  "diastolicMmHg",
  "oxygenSaturationPercent",
  "temperatureCelsius",
] as const;
export type VitalSign = (typeof vitalSigns)[number];

/** The checklist as it stands in the form; "" is not answered yet, `unasked` cannot be asked. */
export interface StateDraft {
  consciousness: (typeof consciousnessStates)[number] | "";
  breathing: (typeof breathingStates)[number] | "";
  pain: string;
  lines: (typeof linesAndTubes)[number][];
  papers: (typeof handedPapers)[number][];
  belongings: string;
  remarks: string;
  vitals: Record<VitalSign, string>;
}

export const emptyState: StateDraft = {
  consciousness: "",
  breathing: "",
  pain: "",
  lines: [],
  papers: [],
  belongings: "",
  remarks: "",
  vitals: {
    pulsePerMinute: "",
    systolicMmHg: "",
    diastolicMmHg: "",
    oxygenSaturationPercent: "",
    temperatureCelsius: "",
  },
};

/** A number as typed; null where nothing was measured, NaN (which every check refuses) where it is none. */
const measured = (typed: string): number | null => {
  const folded = foldFullWidth(typed).trim();
  return folded === "" ? null : Number(folded);
};

/** The draft as the hand-over takes it; what is unanswered fails the check under its own field. */
export function stateOf(draft: StateDraft, withVitals: boolean): z.input<typeof patientState> {
  const { consciousness, breathing, pain, lines, papers, belongings, remarks, vitals } = draft;
  return {
    consciousness: consciousness as Exclude<typeof consciousness, "">,
    breathing: breathing as Exclude<typeof breathing, "">,
    painScore: pain === "unasked" ? null : pain === "" ? Number.NaN : Number(pain),
    lines,
    papers,
    belongings,
    remarks,
    vitals: withVitals
      ? {
          pulsePerMinute: measured(vitals.pulsePerMinute),
          systolicMmHg: measured(vitals.systolicMmHg),
          diastolicMmHg: measured(vitals.diastolicMmHg),
          oxygenSaturationPercent: measured(vitals.oxygenSaturationPercent),
          temperatureCelsius: measured(vitals.temperatureCelsius),
        }
      : null,
  };
}
