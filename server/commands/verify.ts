import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { DomainError } from "@/server/core/domain-error";
import { verifiedFormats, verifyAnswer } from "@/server/core/scheduler/verify/verify-answer";

/**
 * `npm run -s verify -- FILE --format FORMAT PLAN.json`: recomputes a plan from the instance alone, without a database.
 * A plan of `-` is read from standard input. One JSON on standard output; exit status 0 only where the plan is feasible,
 * 1 where it is not or where the files cannot be read (then with a message on standard error and no JSON).
 */

const usage = `usage: npm run -s verify -- FILE --format ${verifiedFormats.join("|")} PLAN.json`;

function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { format: { type: "string" } },
  });
  const [instance, plan, ...rest] = positionals;
  if (instance === undefined || plan === undefined || rest.length > 0) throw new Error(usage);
  const format = verifiedFormats.find((it) => it === values.format);
  if (!format) throw new Error(`unknown format ${values.format ?? ""}\n${usage}`);
  const answer = JSON.parse(readFileSync(plan === "-" ? 0 : plan, "utf8")) as unknown;
  const verification = verifyAnswer(format, readFileSync(instance, "utf8"), answer);
  process.stdout.write(`${JSON.stringify(verification)}\n`);
  if (!verification.feasible) {
    process.stderr.write(`verify: ${verification.violations.length} violations\n`);
    process.exitCode = 1;
  }
}

function explain(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  if (error instanceof DomainError) return `${error.key} ${JSON.stringify(error.data)}`;
  return error instanceof Error ? error.message : String(error);
}

try {
  main();
} catch (error) {
  process.stderr.write(`verify: ${explain(error)}\n`);
  process.exitCode = 1;
}
