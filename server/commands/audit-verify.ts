import { createReadStream, readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { parseArgs } from "node:util";
import { chainExport, verifyChain } from "@/server/core/audit-chain";
import { type Publication, publication } from "@/server/core/day-root";
import { checkRecord } from "@/server/core/record-check";

const usage = `Usage: npm run -s audit:verify -- EXPORT [--roots FILE|URL]

EXPORT is a record as the platform gave it out. --roots (or AUDIT_ROOTS) names the roots that the region publishes, a file
kept from before or the address /api/roots?region=…: those inside the export are not believed where others are given.
Exit status 0: everything holds; 1: something does not, and where; 2: it could not be read.`;

async function rootsFrom(place: string): Promise<Publication> {
  const isAddress = /^https?:/.test(place);
  const text = isAddress ? await fetch(place).then((answer) => answer.text()) : readFileSync(place, "utf8");
  return publication.parse(JSON.parse(text));
}

/** Exports from before there were daily roots: one JSON object, checked link by link. */
function verifyOld(path: string): number {
  const record = chainExport.parse(JSON.parse(readFileSync(path, "utf8")));
  const { holds, erased, findings } = verifyChain(record);
  const entries = record.links.length;
  console.log(
    JSON.stringify({ region: record.regionId, entries, holds, erased, head: record.head, findings }),
  );
  return findings.length === 0 ? 0 : 1;
}

async function isOld(path: string): Promise<boolean> {
  const file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4_096), 0, 4_096, 0);
  await file.close();
  return buffer.subarray(0, bytesRead).includes('"anzhuan-audit-1"');
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { roots: { type: "string" }, help: { type: "boolean" } },
  });
  const [path] = positionals;
  if (!path || values.help) {
    console.error(usage);
    return values.help ? 0 : 2;
  }
  if (await isOld(path)) return verifyOld(path);
  const place = values.roots ?? process.env.AUDIT_ROOTS;
  const checking = checkRecord(place ? await rootsFrom(place) : null);
  for await (const piece of createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 }))
    checking.add(String(piece));
  const { regionId: region, ...report } = checking.end();
  console.log(JSON.stringify({ region, ...report }));
  for (const { problem, line, seq, day } of report.findings.slice(0, 20)) {
    const where = [line ? `line ${line}` : "", seq ? `entry ${seq}` : "", day ?? ""]
      .filter(Boolean)
      .join(", ");
    console.error(`${problem}${where ? ` at ${where}` : ""}`);
  }
  if (report.anchor === "own")
    console.error(
      "Checked against the roots in the export itself: give --roots to rule out that all of it was made anew.",
    );
  return report.failures === 0 ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? `Not an export that can be checked: ${error.message}` : error);
    process.exitCode = 2;
  },
);
