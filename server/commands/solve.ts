import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { DomainError } from "@/server/core/domain-error";
import { parseDarp } from "@/server/core/formats/darp";
import { parseDay } from "@/server/core/formats/day";
import { parseHdarp } from "@/server/core/formats/hdarp";
import { parseLiLim } from "@/server/core/formats/li-lim";
import { parsePtp } from "@/server/core/formats/ptp";
import type { Compiled } from "@/server/core/scheduler/compile/compiled";
import { compileDarp, compileHdarp } from "@/server/core/scheduler/compile/darp";
import { dayAnswer, planInForce } from "@/server/core/scheduler/compile/day";
import { compileLiLim } from "@/server/core/scheduler/compile/li-lim";
import { compilePtp } from "@/server/core/scheduler/compile/ptp";
import { reasonsFor } from "@/server/core/scheduler/engine/reasons";
import type { Effort } from "@/server/gateways/search/round-length";
import { type Solved, solveModel } from "@/server/gateways/search/solve";
import { solveDay } from "@/server/gateways/search/solve-day";

/**
 * `npm run -s solve -- FILE --format FORMAT --seconds S [--iterations N] [--threads N] [--seed K]
 * [--objective vehicles|distance] --json`: plans an instance without a database. One JSON on standard output, progress on
 * standard error, exit status 0 when a plan was found. With `--iterations` (moves per thread, instead of seconds) the same
 * file, seed and threads give the same plan.
 */

const compilers: Record<string, (text: string) => Compiled> = {
  "li-lim": (text) => compileLiLim(parseLiLim(text)),
  darp: (text) => compileDarp(parseDarp(text)),
  hdarp: (text) => compileHdarp(parseHdarp(text)),
  ptp: (text) => compilePtp(parsePtp(text)),
};
const usage = `usage: npm run -s solve -- FILE --format ${Object.keys(compilers).join("|")}|day --seconds S|--iterations N [--threads N] [--seed K] [--objective vehicles|distance] --json`;

const whole = z.coerce.number().int();
const choices = z.object({
  format: z.string(),
  seconds: z.coerce.number().positive().max(86_400).optional(),
  iterations: whole.min(1).optional(),
  threads: whole.min(1).max(64).default(2),
  seed: whole.default(1),
  objective: z.enum(["vehicles", "distance"]).optional(),
  json: z.boolean().default(false),
});
type Choices = z.infer<typeof choices>;

function readChoices(): { file: string; choices: Choices } {
  const text = { type: "string" } as const;
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      format: text,
      seconds: text,
      iterations: text,
      threads: text,
      seed: text,
      objective: text,
      json: { type: "boolean" },
    },
  });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new Error(usage);
  const read = choices.parse(values);
  if ((read.seconds === undefined) === (read.iterations === undefined)) throw new Error(usage);
  return { file, choices: read };
}

/** The instance's name: the file's, without folder and ending. */
const nameOf = (file: string): string => (file.split("/").at(-1) ?? file).replace(/\.[^.]*$/, "");

/** The answer in the instance's own names. For patient transportation the cost is the number of patients served. */
function answerOf(file: string, { format, seed, threads }: Choices, compiled: Compiled, solved: Solved) {
  const { model, stopName, vehicleName, requestName } = compiled;
  const { plan, iterations, seconds } = solved;
  const routes = plan.routes.flatMap((nodes, vehicle) =>
    nodes.length > 0 ? [{ ...vehicleName(vehicle), stops: Array.from(nodes, stopName) }] : [],
  );
  const served = new Set(plan.routes.flatMap((nodes) => Array.from(nodes, (node) => model.group[node >> 1])));
  const absent = Array.from({ length: model.groupCount }, (_, group) => group).filter(
    (it) => !served.has(it),
  );
  const reasons = reasonsFor(model, plan.routes, absent);
  const isCount = format === "ptp";
  return {
    instance: nameOf(file),
    format,
    seconds: Number(seconds.toFixed(3)),
    iterations,
    seed,
    threads,
    vehicles: new Set(routes.map((it) => it.vehicle)).size,
    cost: isCount ? model.groupCount - absent.length : Number(plan.cost.toFixed(6)),
    unserved: absent.map((group, index) => ({ request: requestName(group), reasons: reasons[index] ?? [] })),
    routes,
  };
}

const effortOf = ({ seconds, iterations }: Choices): Effort =>
  seconds === undefined ? { iterations: iterations ?? 1 } : { seconds };

/** Plans a public instance on the engine's threads. */
async function solvePublic(file: string, chosen: Choices, compiled: Compiled) {
  const solved = await solveModel({
    model: compiled.model,
    objective: chosen.objective
      ? chosen.objective === "vehicles"
        ? "vehicles"
        : "cost"
      : compiled.objective,
    effort: effortOf(chosen),
    threads: chosen.threads,
    seed: chosen.seed,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  return answerOf(file, chosen, compiled, solved);
}

/** Plans an open day, from the plan in force where the file has one. */
async function solveOpenDay(file: string, chosen: Choices) {
  const { format, threads, seed } = chosen;
  const { problem, plan } = parseDay(readFileSync(file, "utf8"));
  const solved = await solveDay({
    problem,
    start: planInForce(plan?.routes ?? []),
    effort: effortOf(chosen),
    threads,
    seed,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  return {
    instance: nameOf(file),
    format,
    seconds: Number(solved.seconds.toFixed(3)),
    iterations: solved.iterations,
    seed,
    threads,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    ...dayAnswer(solved.plan),
  };
}

async function main(): Promise<void> {
  const { file, choices: chosen } = readChoices();
  const compile = compilers[chosen.format];
  if (!compile && chosen.format !== "day") throw new Error(`unknown format ${chosen.format}\n${usage}`);
  const answer = compile
    ? await solvePublic(file, chosen, compile(readFileSync(file, "utf8")))
    : await solveOpenDay(file, chosen);
  if (chosen.json) process.stdout.write(`${JSON.stringify(answer)}\n`);
  else
    process.stdout.write(
      `${answer.instance}: ${answer.vehicles} vehicles, cost ${answer.cost}, ${answer.unserved.length} unserved\n`,
    );
}

function explain(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  if (error instanceof DomainError) return `${error.key} ${JSON.stringify(error.data)}`;
  return error instanceof Error ? error.message : String(error);
}

// The threads are closed by now: the process ends by itself, when all of a long answer has gone down the pipe.
main().catch((error: unknown) => {
  process.stderr.write(`solve: ${explain(error)}\n`);
  process.exitCode = 1;
});
