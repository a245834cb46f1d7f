import { describe, expect, it } from "vitest";
import { DomainError } from "@/server/core/domain-error";
import { parseDarp } from "./darp";
import { parseHdarp } from "./hdarp";
import { parseLiLim } from "./li-lim";
import { parsePtp } from "./ptp";

/** Where and what the refusal of a parser says. */
function refusal(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (error instanceof DomainError && error.code === "bad_input" && error.key === "instance.malformed")
      return `${error.data.where}: ${error.data.problem}`;
    throw error;
  }
  return "nothing refused";
}

const liLim = [
  "2\t10\t1",
  "0\t0\t0\t0\t0\t100\t0\t0\t0",
  "1\t3\t4\t5\t0\t50\t2\t0\t2",
  "2\t6\t8\t-5\t0\t80.5\t2\t1\t0",
];

describe("parseLiLim", () => {
  it("reads head, nodes and Windows line ends", () => {
    const instance = parseLiLim(`${liLim.join("\r\n")}\r\n\r\n`);
    expect(instance).toMatchObject({ vehicles: 2, capacity: 10 });
    expect(instance.nodes).toHaveLength(3);
    expect(instance.nodes[2]).toEqual({
      ...{ id: 2, x: 6, y: 8, demand: -5, ready: 0, due: 80.5 },
      ...{ service: 2, pickup: 1, delivery: 0 },
    });
  });

  it.each([
    ["line 1: the file is empty", ""],
    ["line 1: the depot is missing", "2 10 1"],
    ['line 3: "x" is not a number', liLim.with(2, "1 x 4 5 0 50 2 0 2").join("\n")],
    ["line 3: 9 fields expected", liLim.with(2, "1 3 4 5 0 50 2 0").join("\n")],
    ["line 4: node 2 expected, 7 found", liLim.with(3, "7 6 8 -5 0 80 2 1 0").join("\n")],
    ["line 3: node 1 must have either", liLim.with(2, "1 3 4 5 0 50 2 0 0").join("\n")],
    ["line 3: node 1 and its partner do not point", liLim.with(2, "1 3 4 5 0 50 2 0 1").join("\n")],
    ["line 3: the demands of node 1", liLim.with(3, "2 6 8 -4 0 80 2 1 0").join("\n")],
    ["line 3: the window closes", liLim.with(2, "1 3 4 5 60 50 2 0 2").join("\n")],
    ["line 1: the number of vehicles", liLim.with(0, "0 10 1").join("\n")],
  ])("refuses: %s", (where, text) => {
    expect(refusal(() => parseLiLim(text))).toContain(where);
  });
});

const darp = ["1 4 480 3 30", "0 0 0 0 0 0 1440", "1 1 0 3 1 0 100", "2 2 0 3 2 0 90"];
const drops = ["3 5 0 3 -1 0 1440", "4 6 0 3 -2 0 1440"];
const closing = "5 0 0 0 0 0 1440";

describe("parseDarp", () => {
  it("derives the requests with and without a closing depot", () => {
    const open = parseDarp([...darp, ...drops].join("\n"));
    const closed = parseDarp([...darp, ...drops, closing].join("\n"));
    expect(open).toEqual(closed);
    expect(open).toMatchObject({ vehicles: 1, longestRoute: 480, capacity: 3, longestRide: 30, requests: 2 });
    expect(open.nodes.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4]);
  });

  it.each([
    ["line 7: the closing row must be the depot", [...darp, ...drops, "5 1 0 0 0 0 1440"]],
    ["line 3: the loads of pickup 1 and delivery 3", [...darp, "3 5 0 3 -2 0 1440", "4 6 0 3 -2 0 1440"]],
    ["line 1: 5 fields expected", ["1 4 480 3", ...darp.slice(1), ...drops]],
    ["line 4: node 2 expected, 3 found", [...darp.slice(0, 3), ...drops]],
  ])("refuses: %s", (where, lines) => {
    expect(refusal(() => parseDarp(lines.join("\n")))).toContain(where);
  });
});

const hdarp = [
  "2 1",
  "720 1 6 0 1",
  "600 2 1 1 1",
  "0 0 0 0 0 0 0 0 0 0 720",
  "1 3 4 3 30 1 0 1 0 15 30",
  "2 6 8 3 0 -1 0 -1 0 0 1440",
  "3 0 0 0 0 0 0 0 0 0 720",
];

describe("parseHdarp", () => {
  it("reads vehicles and nodes by resource", () => {
    const instance = parseHdarp(hdarp.join("\n"));
    expect(instance.vehicles[1]).toEqual({ longestRoute: 600, capacity: [2, 1, 1, 1] });
    expect(instance.requests).toBe(1);
    expect(instance.nodes).toHaveLength(3);
    expect(instance.nodes[1]).toMatchObject({ maxRide: 30, load: [1, 0, 1, 0], earliest: 15, latest: 30 });
  });

  it.each([
    ["line 1: 2 vehicle rows and 4 node rows expected, 5 rows found", hdarp.slice(0, -1)],
    ["line 5: the loads of pickup 1", hdarp.with(5, "2 6 8 3 0 -1 -1 0 0 0 1440")],
    ["line 5: pickup 1 has no longest ride", hdarp.with(4, "1 3 4 3 0 1 0 1 0 15 30")],
    ["line 7: the closing row", hdarp.with(6, "3 1 0 0 0 0 0 0 0 0 720")],
    ["line 2: 5 fields expected", hdarp.with(1, "720 1 6 0")],
  ])("refuses: %s", (where, lines) => {
    expect(refusal(() => parseHdarp(lines.join("\n")))).toContain(where);
  });
});

const vehicle = {
  id: 4,
  canTake: [0],
  start: 0,
  end: -1,
  capacity: 3,
  availability: ["07h30:11h00", "13h00:20h00"],
};
const patient = {
  ...{ id: 5, category: 0, load: 2, start: -1, destination: 1, end: 2 },
  ...{ rdvTime: "12h01", rdvDuration: "01h31", srvDuration: "00h05" },
};
const ptp = {
  ...{
    name: "small",
    sameVehicleBackward: false,
    maxWaitTime: "00h30",
    vehicles: [vehicle],
    patients: [patient],
  },
  distMatrix: [
    [0, 3, 4],
    [3, 0, 5],
    [4, 5, 0],
  ],
};

describe("parsePtp", () => {
  it("reads times as minutes", () => {
    const instance = parsePtp(JSON.stringify(ptp));
    expect(instance).toMatchObject({ name: "small", maxWait: 30 });
    expect(instance.vehicles[0]?.windows).toEqual([
      { from: 450, to: 660 },
      { from: 780, to: 1200 },
    ]);
    expect(instance.patients[0]).toMatchObject({ rdvTime: 721, rdvDuration: 91, srvDuration: 5, start: -1 });
    expect(instance.distances[1]?.[2]).toBe(5);
  });

  it.each([
    ["file: ", "{"],
    ["maxWaitTime: a time like", { ...ptp, maxWaitTime: "30 min" }],
    [
      "vehicles.0.availability.0: a window like",
      { ...ptp, vehicles: [{ ...vehicle, availability: ["07h30"] }] },
    ],
    ["vehicles.0: a depot is outside", { ...ptp, vehicles: [{ ...vehicle, start: 3 }] }],
    ["patients.0: neither", { ...ptp, patients: [{ ...patient, end: -1 }] }],
    ["patients.0: a place is outside", { ...ptp, patients: [{ ...patient, destination: 3 }] }],
    ["patients.0.load: ", { ...ptp, patients: [{ ...patient, load: "two" }] }],
    ["distMatrix.0: 1 entries expected, 2 found", { ...ptp, distMatrix: [[0, 1]] }],
    ["sameVehicleBackward: only false", { ...ptp, sameVehicleBackward: true }],
  ])("refuses: %s", (where, content) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    expect(refusal(() => parsePtp(text))).toContain(where);
  });
});
