import { z } from "zod";
import { dayTravel, travelOf } from "@/server/core/formats/day-travel";
import {
  assembleProblem,
  id,
  instant,
  type Problem,
  range,
  refuse,
  requestInput,
  rules,
  shiftInput,
} from "@/server/core/scheduler/problem";

/**
 * The open `day` format, version 1: one region's day as one JSON object. A vehicle here is one shift of one vehicle and
 * its crew. Unknown fields are refused, so that a misspelt rule is not a rule left out. The rules of comparison, in words,
 * are in `bench/days/README.md`.
 */
const place = z.strictObject({
  lat: z.number().min(-90).max(90).describe("WGS-84 degrees, read to six decimals"),
  lon: z.number().min(-180).max(180).describe("WGS-84 degrees, read to six decimals"),
  name: z.string().max(120).optional(),
});

const plannedStop = z
  .string()
  .regex(/^.{1,120}[+-]$/s)
  .describe("Request id followed by + (pickup) or - (drop-off)");

const plannedRoute = z.strictObject({
  vehicle: id.describe("Id of the vehicle (not its index)"),
  stops: z.array(plannedStop).describe("In driving order, stops already driven included"),
  breaks: z
    .array(
      z.strictObject({
        index: z.number().int().min(0).describe("Which of the vehicle's breaks"),
        beforeStop: z
          .number()
          .int()
          .min(0)
          .describe(
            "Taken on the empty way to this stop; the number of stops: at the base, after the return",
          ),
      }),
    )
    .default([]),
});
type DayRoute = z.infer<typeof plannedRoute>;

/** The plan of a day as solvers print it (contracts.md, Scheduler); what they print beside it is not looked at. */
export const dayPlanInput = z.object({
  /** Fen; when stated it must be what the verifier finds. */
  cost: z.number().optional(),
  vehicles: z.number().int().optional(),
  routes: z.array(plannedRoute.loose()),
  unserved: z.array(z.object({ request: id, reasons: z.array(z.unknown()).default([]) })).default([]),
});
export type DayPlan = z.infer<typeof dayPlanInput>;

export const dayInput = z.strictObject({
  format: z.literal("day-1"),
  name: z.string().max(120).default("day"),
  about: z.record(z.string(), z.unknown()).optional().describe("Where the file comes from; means nothing"),
  horizon: range,
  nowSeconds: instant.optional().describe("Nothing new begins before it; default: the horizon's beginning"),
  places: z.array(place).min(1).max(20_000).describe("Referred to by index, from 0"),
  travel: dayTravel,
  vehicles: z.array(shiftInput.strict()),
  requests: z.array(requestInput.strict()),
  rules: rules.strict().prefault({}),
  plan: z
    .strictObject({ routes: z.array(plannedRoute) })
    .optional()
    .describe(
      "The plan in force when the day was written down: a start, and what a repair is measured against",
    ),
});
type DayInput = z.infer<typeof dayInput>;
/** A day before defaults are filled in: what is written to a file. */
export type DayFile = z.input<typeof dayInput>;

export type Day = {
  name: string;
  problem: Problem;
  places: DayInput["places"];
  /** The plan in force, if the file holds one. */
  plan: { routes: DayRoute[] } | undefined;
};

function shapeOf(text: string): DayInput {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("no JSON", "");
  }
  const result = dayInput.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  return refuse(issue?.message ?? "shape", issue?.path.join(".") ?? "");
}

/** Ids that requests name must exist; a dangling one is a mistake of the file, never a rule that cannot be broken. */
function checkNames({ requests, vehicles, plan }: DayInput): void {
  const known = new Set(requests.map((it) => it.id));
  const shifts = new Set(vehicles.map((it) => it.id));
  for (const it of requests) {
    if (it.lockShiftId !== undefined && !shifts.has(it.lockShiftId)) refuse("unknown_vehicle", it.id);
    if (it.excludedShifts.some((name) => !shifts.has(name))) refuse("unknown_vehicle", it.id);
    if (![...it.linkedRequestIds, ...it.forbiddenCoRiders].every((name) => known.has(name)))
      refuse("unknown_request", it.id);
  }
  for (const { vehicle, stops } of plan?.routes ?? []) {
    if (!shifts.has(vehicle)) refuse("unknown_vehicle", `plan/${vehicle}`);
    if (!stops.every((stop) => known.has(stop.slice(0, -1)))) refuse("unknown_request", `plan/${vehicle}`);
  }
}

/**
 * Reads a day file and validates it once.
 * @throws DomainError `bad_input` saying what is wrong and where
 */
export function parseDay(text: string): Day {
  const day = shapeOf(text);
  checkNames(day);
  const problem = assembleProblem(
    {
      horizon: day.horizon,
      nowSeconds: day.nowSeconds ?? day.horizon.fromSeconds,
      placeCount: day.places.length,
      shifts: day.vehicles,
      requests: day.requests,
      rules: day.rules,
    },
    travelOf(day.places, day.travel),
  );
  return { name: day.name, problem, places: day.places, plan: day.plan };
}
