import { z } from "zod";
import { malformed } from "./rows";

/** `start` and `end` are places, -1 for none; `windows` are the times of `availability`, in minutes of the day. */
export interface PtpVehicle {
  id: number;
  canTake: number[];
  start: number;
  end: number;
  capacity: number;
  windows: { from: number; to: number }[];
}

/** A patient goes from `start` (-1: no way there) to `destination` and on to `end` (-1: no way back). Times in minutes. */
export interface PtpPatient {
  id: number;
  category: number;
  load: number;
  start: number;
  destination: number;
  end: number;
  rdvTime: number;
  rdvDuration: number;
  srvDuration: number;
}

/**
 * The patient transportation problem (CSPLib 082). `distances[from][to]` in whole minutes; it may break the triangle
 * inequality. Plans name vehicles and patients by their index in these lists, not by `id`.
 */
export interface Ptp {
  name: string;
  maxWait: number;
  distances: number[][];
  vehicles: PtpVehicle[];
  patients: PtpPatient[];
}

const clock = z
  .string()
  .regex(/^\d{1,2}h[0-5]\d$/, "a time like 07h30 expected")
  .transform((text) => {
    const [hours = 0, minutes = 0] = text.split("h").map(Number);
    return hours * 60 + minutes;
  });

const window = z.string().transform((text, context) => {
  const [from, to, ...rest] = text.split(":").map((part) => clock.safeParse(part));
  if (from?.success && to?.success && rest.length === 0 && from.data <= to.data)
    return { from: from.data, to: to.data };
  context.addIssue({ code: "custom", message: "a window like 07h00:20h00 expected" });
  return z.NEVER;
});

const place = z.int().min(-1);
const file = z.object({
  name: z.string().default(""),
  sameVehicleBackward: z.literal(false, "only false is supported").default(false),
  maxWaitTime: clock,
  places: z.array(z.object({ id: z.int() })).optional(),
  vehicles: z.array(
    z
      .object({
        id: z.int(),
        canTake: z.array(z.int()),
        start: place,
        end: place,
        capacity: z.int().min(0),
        availability: z.array(window),
      })
      .transform(({ availability, ...rest }) => ({ ...rest, windows: availability })),
  ),
  patients: z.array(
    z.object({
      id: z.int(),
      category: z.int(),
      load: z.int().min(0),
      start: place,
      destination: z.int().min(0),
      end: place,
      rdvTime: clock,
      rdvDuration: clock,
      srvDuration: clock,
    }),
  ),
  distMatrix: z.array(z.array(z.int().min(0))).min(1),
});

/**
 * Reads an instance of CSPLib 082.
 *
 * @throws DomainError bad_input naming the path: no JSON, a field missing or of another kind, a place outside the
 * matrix, a patient without any trip
 */
export function parsePtp(text: string): Ptp {
  const read = file.safeParse(jsonOf(text));
  if (!read.success) {
    const issue = read.error.issues[0];
    throw malformed(issue?.path.join(".") || "file", issue?.message ?? "not an instance");
  }
  const { name, maxWaitTime, vehicles, patients, distMatrix } = read.data;
  checkPlaces(read.data);
  return { name, maxWait: maxWaitTime, distances: distMatrix, vehicles, patients };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed("file", error instanceof Error ? error.message : "not JSON");
  }
}

function checkPlaces({ places, vehicles, patients, distMatrix }: z.infer<typeof file>): void {
  const size = distMatrix.length;
  for (const [index, { id }] of (places ?? []).entries())
    if (id !== index)
      throw malformed(`places.${index}.id`, `${index} expected, as rows of distMatrix are places`);
  for (const [index, row] of distMatrix.entries())
    if (row.length !== size)
      throw malformed(`distMatrix.${index}`, `${size} entries expected, ${row.length} found`);
  for (const [index, { start, end }] of vehicles.entries())
    if (Math.max(start, end) >= size) throw malformed(`vehicles.${index}`, "a depot is outside distMatrix");
  for (const [index, { start, destination, end }] of patients.entries()) {
    if (Math.max(start, destination, end) >= size)
      throw malformed(`patients.${index}`, "a place is outside distMatrix");
    if (start < 0 && end < 0) throw malformed(`patients.${index}`, "neither a way there nor a way back");
  }
}
