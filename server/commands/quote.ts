import { readFileSync } from "node:fs";
import { z } from "zod";
import { DomainError } from "@/server/core/domain-error";
import { tripFacts } from "@/server/core/tariff/facts";
import { type PricedTrip, priceTrip } from "@/server/core/tariff/price";
import { type Tariff, tariffBook } from "@/server/core/tariff/rules";

/**
 * `npm run -s quote -- FACTS.json`: prices one set of facts, or every member of `examples`, by the seeded tariffs and
 * the product's engine, without a database. One JSON on standard output; on bad input a message on standard error and
 * exit status 1. Unknown facts are refused: a mistyped `patientKM` must not become a cheap price.
 */

const request = z.object({ tariff: z.string(), facts: tripFacts });

function main(path: string | undefined): void {
  if (path === undefined) throw new Error("usage: npm run -s quote -- FACTS.json");
  const tariffs = loadTariffs();
  const raw = JSON.parse(readFileSync(path, "utf8")) as unknown;
  const isBatch = typeof raw === "object" && raw !== null && "examples" in raw;
  const answer = isBatch
    ? z
        .object({ examples: z.array(request) })
        .parse(raw)
        .examples.map((it) => quote(tariffs, it))
    : quote(tariffs, request.parse(raw));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

function loadTariffs(): Map<string, Tariff> {
  const file = new URL("../../db/seed/rules/tariffs.json", import.meta.url);
  const { tariffs } = tariffBook.parse(JSON.parse(readFileSync(file, "utf8")));
  return new Map(tariffs.map((row) => [row.id, row]));
}

function quote(
  tariffs: ReadonlyMap<string, Tariff>,
  { tariff: id, facts }: z.infer<typeof request>,
): PricedTrip {
  const tariff = tariffs.get(id);
  if (tariff === undefined) throw new Error(`unknown tariff ${id}; known: ${[...tariffs.keys()].join(", ")}`);
  return priceTrip(tariff, facts);
}

function explain(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  if (error instanceof DomainError) return `${error.key} ${JSON.stringify(error.data)}`;
  return error instanceof Error ? error.message : String(error);
}

try {
  main(process.argv[2]);
} catch (error) {
  process.stderr.write(`quote: ${explain(error)}\n`);
  process.exitCode = 1;
}
