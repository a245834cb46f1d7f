import type { CrewDuty } from "@/server/core/crew";
import type { ShiftKind } from "@/server/core/shift";
import type { VehicleClass } from "@/server/core/vehicle";

/** A vehicle of the seed: what it is, where it stands, and what is odd about it. */
export interface SeedVehicle {
  key: string;
  class: VehicleClass;
  base: string;
  /** Stands outside the round: waiting to be looked at, sent back because something is missing, or past its certification. */
  state?: "in_review" | "lacking" | "lapsed";
  bariatric?: boolean;
  /** Days until its insurance lapses; a year when not said. */
  insuredDays?: number;
}

/** People who take turns at the same posts; more people than posts, so that everybody rests. */
interface Pool {
  key: string;
  duty: CrewDuty;
  size: number;
}

/** A shift that comes back every day; `posts` draw from the pools in order. A late end stands last in every pool. */
export interface Pattern {
  key: string;
  vehicle: string;
  from: string;
  /** "08:00" at or before `from` means the next day. */
  until: string;
  kind: ShiftKind;
  posts: string[];
  rest: { from: string; until: string; minutes: number };
}

export interface SeedOperator {
  key: string;
  standing: "certified" | "applied" | "suspended";
  vehicles: SeedVehicle[];
  pools: Pool[];
  patterns: Pattern[];
}

/** Where vehicles wait, WGS-84. */
export const bases: Record<string, { nameZh: string; lat: number; lon: number }> = {
  jiaojiang: { nameZh: "椒江东环大道停车场", lat: 28.652, lon: 121.418 },
  linhai: { nameZh: "临海大田停车场", lat: 28.872, lon: 121.17 },
  wenling: { nameZh: "温岭城东停车场", lat: 28.375, lon: 121.392 },
  luqiao: { nameZh: "路桥财富大道停车场", lat: 28.574, lon: 121.371 },
  yuhuan: { nameZh: "玉环玉城停车场", lat: 28.138, lon: 121.234 },
  huangyan: { nameZh: "黄岩东城停车场", lat: 28.646, lon: 121.272 },
  wujiashan: { nameZh: "吴家山停车场", lat: 30.631, lon: 114.138 },
  jinyinhu: { nameZh: "金银湖停车场", lat: 30.664, lon: 114.206 },
};

const noon = { from: "10:45", until: "13:45", minutes: 40 };
const dusk = { from: "18:00", until: "20:30", minutes: 30 };
const small = { from: "02:00", until: "05:00", minutes: 30 };
const mid = { from: "10:00", until: "12:30", minutes: 30 };
const day = (key: string, vehicle: string, kind: ShiftKind, posts: string[], late = false): Pattern => ({
  key,
  vehicle,
  from: late ? "08:00" : "07:30",
  until: late ? "18:00" : "17:30",
  kind,
  posts,
  rest: noon,
});
const evening = (key: string, vehicle: string, kind: ShiftKind, posts: string[]): Pattern => ({
  key,
  vehicle,
  from: "16:00",
  until: "23:59",
  kind,
  posts,
  rest: dusk,
});
const night = (key: string, vehicle: string, kind: ShiftKind, posts: string[]): Pattern => ({
  key,
  vehicle,
  from: "23:30",
  until: "08:00",
  kind,
  posts,
  rest: small,
});

const antu: SeedOperator = {
  key: "antu",
  standing: "certified",
  vehicles: [
    { key: "seat1", class: "seat", base: "jiaojiang" },
    { key: "wheelchair1", class: "wheelchair", base: "jiaojiang" },
    { key: "wheelchair2", class: "wheelchair", base: "huangyan" },
    { key: "basic1", class: "stretcher_basic", base: "jiaojiang", bariatric: true, insuredDays: 27 },
    { key: "basic2", class: "stretcher_basic", base: "wenling" },
    { key: "care1", class: "stretcher_care", base: "jiaojiang", bariatric: true },
    { key: "care2", class: "stretcher_care", base: "linhai" },
    { key: "care3", class: "stretcher_care", base: "wenling", state: "in_review" },
    { key: "monitored1", class: "monitored", base: "linhai", insuredDays: 58 },
    { key: "negative1", class: "negative_pressure", base: "jiaojiang" },
  ],
  pools: [
    { key: "driver", duty: "driver", size: 16 },
    { key: "night-driver", duty: "driver", size: 5 },
    { key: "nurse", duty: "nurse", size: 8 },
    { key: "night-nurse", duty: "nurse", size: 3 },
    { key: "doctor", duty: "doctor", size: 2 },
    { key: "bearer", duty: "bearer", size: 11 },
    { key: "night-bearer", duty: "bearer", size: 5 },
  ],
  patterns: [
    day("seat1", "seat1", "committed", ["driver"]),
    day("wheelchair1", "wheelchair1", "committed", ["driver", "bearer"], true),
    day("basic1", "basic1", "committed", ["driver", "bearer", "bearer", "bearer"]),
    day("care2", "care2", "committed", ["driver", "nurse"], true),
    day("monitored1", "monitored1", "on_offer", ["driver", "nurse", "doctor"], true),
    day("negative1", "negative1", "on_offer", ["driver", "nurse"]),
    day("wheelchair2-day", "wheelchair2", "committed", ["driver", "bearer"], true),
    { ...day("basic2-morning", "basic2", "committed", ["driver", "bearer"]), until: "15:30", rest: mid },
    {
      key: "care1-long",
      vehicle: "care1",
      from: "06:00",
      until: "21:00",
      kind: "on_offer",
      posts: ["driver", "driver", "nurse", "bearer"],
      rest: { from: "11:00", until: "14:00", minutes: 40 },
    },
    evening("basic2", "basic2", "on_offer", ["driver", "bearer"]),
    night("wheelchair2", "wheelchair2", "committed", ["night-driver", "night-bearer"]),
    night("care2-night", "care2", "committed", ["night-driver", "night-nurse", "night-bearer"]),
  ],
};

const kanghang: SeedOperator = {
  key: "kanghang",
  standing: "certified",
  vehicles: [
    { key: "seat1", class: "seat", base: "luqiao" },
    { key: "wheelchair1", class: "wheelchair", base: "luqiao" },
    { key: "wheelchair2", class: "wheelchair", base: "wenling", insuredDays: 6 },
    { key: "basic1", class: "stretcher_basic", base: "yuhuan" },
    { key: "basic2", class: "stretcher_basic", base: "luqiao" },
    { key: "care1", class: "stretcher_care", base: "luqiao" },
    { key: "care2", class: "stretcher_care", base: "yuhuan", state: "lacking" },
    { key: "monitored1", class: "monitored", base: "luqiao" },
  ],
  pools: [
    { key: "driver", duty: "driver", size: 13 },
    { key: "night-driver", duty: "driver", size: 3 },
    { key: "nurse", duty: "nurse", size: 5 },
    { key: "doctor", duty: "doctor", size: 2 },
    { key: "bearer", duty: "bearer", size: 8 },
    { key: "night-bearer", duty: "bearer", size: 3 },
  ],
  patterns: [
    day("seat1", "seat1", "on_offer", ["driver"], true),
    day("wheelchair1", "wheelchair1", "committed", ["driver", "bearer"]),
    day("basic1", "basic1", "committed", ["driver", "bearer"]),
    day("basic2-day", "basic2", "committed", ["driver", "bearer"], true),
    {
      ...day("wheelchair2-morning", "wheelchair2", "committed", ["driver", "bearer"]),
      until: "15:30",
      rest: mid,
    },
    { ...day("care1", "care1", "committed", ["driver", "nurse", "bearer"]), until: "15:30", rest: mid },
    day("monitored1", "monitored1", "committed", ["driver", "nurse", "doctor"], true),
    evening("wheelchair2", "wheelchair2", "committed", ["driver", "bearer"]),
    evening("care1-evening", "care1", "committed", ["driver", "nurse"]),
    night("basic2", "basic2", "committed", ["night-driver", "night-bearer"]),
  ],
};

const heshun: SeedOperator = {
  key: "heshun",
  standing: "applied",
  vehicles: [
    { key: "wheelchair1", class: "wheelchair", base: "yuhuan" },
    { key: "basic1", class: "stretcher_basic", base: "yuhuan" },
    { key: "basic2", class: "stretcher_basic", base: "yuhuan" },
  ],
  pools: [
    { key: "driver", duty: "driver", size: 5 },
    { key: "bearer", duty: "bearer", size: 2 },
  ],
  patterns: [],
};

const suda: SeedOperator = {
  key: "suda",
  standing: "suspended",
  vehicles: [
    { key: "seat1", class: "seat", base: "huangyan", state: "lapsed" },
    { key: "wheelchair1", class: "wheelchair", base: "huangyan" },
    { key: "basic1", class: "stretcher_basic", base: "huangyan" },
  ],
  pools: [
    { key: "driver", duty: "driver", size: 5 },
    { key: "bearer", duty: "bearer", size: 2 },
  ],
  patterns: [],
};

const jinyin: SeedOperator = {
  key: "jinyin",
  standing: "certified",
  vehicles: [
    { key: "wheelchair1", class: "wheelchair", base: "wujiashan" },
    { key: "wheelchair2", class: "wheelchair", base: "jinyinhu" },
    { key: "basic1", class: "stretcher_basic", base: "wujiashan" },
    { key: "care1", class: "stretcher_care", base: "jinyinhu" },
    { key: "monitored1", class: "monitored", base: "wujiashan" },
  ],
  pools: [
    { key: "driver", duty: "driver", size: 8 },
    { key: "night-driver", duty: "driver", size: 3 },
    { key: "nurse", duty: "nurse", size: 4 },
    { key: "doctor", duty: "doctor", size: 2 },
    { key: "bearer", duty: "bearer", size: 5 },
    { key: "night-bearer", duty: "bearer", size: 3 },
  ],
  patterns: [
    day("wheelchair1", "wheelchair1", "committed", ["driver", "bearer"]),
    day("basic1", "basic1", "committed", ["driver", "bearer"], true),
    day("care1", "care1", "committed", ["driver", "nurse", "bearer"]),
    day("monitored1", "monitored1", "on_offer", ["driver", "nurse", "doctor"], true),
    evening("wheelchair2", "wheelchair2", "committed", ["driver", "bearer"]),
    night("basic1-night", "basic1", "committed", ["night-driver", "night-bearer"]),
  ],
};

export const operators: Record<string, SeedOperator[]> = {
  "331000": [antu, kanghang, heshun, suda],
  "420112": [jinyin],
};
