import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { type DayArguments, drawDay, formatDay } from "@/server/core/day-generator";
import { dayPlanInput, parseDay } from "@/server/core/formats/day";
import { verifyDay } from "@/server/core/scheduler/verify/day";
import type { BenchCase, Figure } from "../measure";
import { runSolve, type SolveRun } from "../solve-process";

const published = z.object({
  days: z.array(
    z.object({
      name: z.string(),
      generate: z.string(),
      vehicles: z.number(),
      plain: z.object({ unserved: z.number(), vehicles: z.number(), cost: z.number() }),
    }),
  ),
});
type PublishedDay = z.infer<typeof published>["days"][number];

/** What ten minutes of solving reached, where somebody let it run so long. */
const references = z.record(z.string(), z.object({ unserved: z.number(), vehicles: z.number() }));

const read = <T>(file: string, shape: z.ZodType<T>): T =>
  shape.parse(JSON.parse(readFileSync(join("bench/days", file), "utf8")));

/** The bound of the largest set; every other day has a minute. */
const secondsOf = ({ name }: PublishedDay): number => (name.startsWith("metropolis") ? 300 : 60);

function optionsOf({ generate }: PublishedDay): DayArguments {
  const value = (name: string): string => new RegExp(`--${name} (\\S+)`).exec(generate)?.[1] ?? "";
  return {
    trips: Number(value("trips")),
    vehicles: Number(value("vehicles")),
    seed: Number(value("seed")),
    kind: value("kind") as DayArguments["kind"],
    mode: value("mode") as DayArguments["mode"],
  };
}

function judge(text: string, { status, stdout, stderr }: SolveRun): Figure[] {
  if (status !== 0)
    return [{ name: "feasible", value: 0, unit: "", note: `FAILED: ${stderr.trim().slice(-100)}` }];
  const answer = JSON.parse(stdout);
  const { feasible, vehicles, cost, violations } = verifyDay(parseDay(text), dayPlanInput.parse(answer));
  return [
    { name: "feasible", value: feasible ? 1 : 0, unit: "", note: violations[0]?.constraint ?? "" },
    { name: "unserved", value: answer.unserved.length, unit: "trips" },
    { name: "vehicles", value: vehicles, unit: "vehicles" },
    { name: "cost", value: cost, unit: "fen" },
    { name: "peak memory", value: answer.peakMegabytes, unit: "MB" },
  ];
}

function caseOf(day: PublishedDay): BenchCase {
  return {
    name: `day/${day.name}`,
    run: async () => {
      const text = formatDay(drawDay(optionsOf(day)).day);
      const file = join(mkdtempSync(join(tmpdir(), "day-")), `${day.name}.json`);
      writeFileSync(file, text);
      const seconds = secondsOf(day);
      const bounds = ["--seconds", String(seconds), "--threads", "2", "--seed", "1", "--json"];
      const ended = await runSolve([file, "--format", "day", ...bounds], seconds);
      const reference = read("ten-minutes.json", references)[day.name];
      return [
        ...judge(text, ended),
        { name: "unserved, plain", value: day.plain.unserved, unit: "trips", note: `${day.plain.cost} fen` },
        ...(reference
          ? [
              { name: "unserved after 600 s", value: reference.unserved, unit: "trips" },
              { name: "vehicles after 600 s", value: reference.vehicles, unit: "vehicles" },
            ]
          : []),
        { name: "wall", value: ended.wallSeconds, unit: "s" },
      ];
    },
  };
}

/** The published days of `bench/days`, drawn anew, each plan verified. */
export const dayCases = (): BenchCase[] => read("days.json", published).days.map(caseOf);
