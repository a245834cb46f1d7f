import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Split } from "@/server/core/insurance/split";

/** A person as the fund knows one. Whoever was never set up is insured at the region's own place, normal and entitled. */
export interface Person {
  personNo: string;
  name: string;
  insuranceTypes: string[];
  /** Division where insured. */
  area: string;
  isPaused: boolean;
  isEntitled: boolean;
  /** Balance of the personal account. */
  balanceFen: number;
}

export interface FeeLine {
  sn: string;
  batch: string;
  code: string;
  fen: number;
}

export interface Visit {
  mdtrtId: string;
  institution: string;
  personNo: string;
  insuranceType: string;
  otpNo: string;
  isCancelled: boolean;
  isUploaded: boolean;
  fees: FeeLine[];
}

/** A settlement, or the negative mirror of one (`cancels`). `isReversed`: as if it had never been. */
export interface Settled {
  setlId: string;
  mdtrtId: string;
  personNo: string;
  institution: string;
  insuranceType: string;
  batch: string;
  msgid: string;
  split: Split;
  cancels: string | null;
  isReversed: boolean;
  /** The fund's local clock. */
  at: string;
}

export interface FundState {
  persons: Record<string, Person>;
  /** Sign-in number by institution. */
  signIns: Record<string, string>;
  visits: Record<string, Visit>;
  settled: Record<string, Settled>;
  /** Numbers of messages that were taken, and what each was. */
  used: Record<string, string>;
  /** Numbers that a reversal named before their message arrived: it is refused for ever. */
  tombstones: Record<string, string>;
  /** Uploaded and written files, by query number. */
  files: Record<string, string>;
  count: number;
}

export const emptyFund = (): FundState => ({
  persons: {},
  signIns: {},
  visits: {},
  settled: {},
  used: {},
  tombstones: {},
  files: {},
  count: 0,
});

export interface FundStore {
  state: FundState;
  save(): void;
}

/** The fund's memory: one JSON file, written aside and renamed, so that a restart finds all of it. */
export function openFundStore(dataDir: string): FundStore {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, "insurance-peer.json");
  let state = emptyFund();
  try {
    state = { ...state, ...JSON.parse(readFileSync(file, "utf8")) };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  return {
    state,
    save() {
      writeFileSync(`${file}.next`, JSON.stringify(state), { mode: 0o600 });
      renameSync(`${file}.next`, file);
    },
  };
}
