import { parseArgs } from "node:util";
import { z } from "zod";
import { drawDay, formatDay, kindFor } from "@/server/core/day-generator";
import { dayModes } from "@/server/core/day-generator/journey";
import { dayKinds } from "@/server/core/day-generator/town";

/**
 * `npm run -s generate -- --trips 1000 --vehicles 200 --seed 1 [--kind county|city|metropolis] [--mode
 * calm|peak|breakdown]` writes a day in the open `day` format to standard output. The same arguments write the same bytes.
 */
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const dayArguments = z.object({
  trips: whole(1, 50_000),
  vehicles: whole(1, 10_000),
  seed: whole(0, 2_147_483_647).default(1),
  kind: z.enum(dayKinds).optional(),
  mode: z.enum(dayModes).default("calm"),
});

function main(): void {
  const { values } = parseArgs({
    options: {
      trips: { type: "string" },
      vehicles: { type: "string" },
      seed: { type: "string" },
      kind: { type: "string" },
      mode: { type: "string" },
    },
  });
  const given = dayArguments.parse(values);
  const { day } = drawDay({ ...given, kind: given.kind ?? kindFor(given.trips) });
  process.stdout.write(formatDay(day));
}

try {
  main();
} catch (error) {
  const text = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
  process.stderr.write(
    `generate: ${text}\nusage: npm run -s generate -- --trips N --vehicles N [--seed N] [--kind ${dayKinds.join("|")}] [--mode ${dayModes.join("|")}]\n`,
  );
  process.exitCode = 1;
}
