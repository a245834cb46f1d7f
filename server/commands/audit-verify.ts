import { readFileSync } from "node:fs";
import { chainExport, verifyChain } from "@/server/core/audit-chain";

/** `npm run -s audit:verify -- EXPORT`: check an exported stretch of a region's chain with nothing but the file. */
function main(path: string | undefined): number {
  if (!path) {
    console.error("Usage: npm run -s audit:verify -- EXPORT.json");
    return 2;
  }
  const record = chainExport.parse(JSON.parse(readFileSync(path, "utf8")));
  const { holds, erased, findings } = verifyChain(record);
  console.log(
    JSON.stringify({
      region: record.regionId,
      entries: record.links.length,
      holds,
      erased,
      head: record.head,
      findings,
    }),
  );
  return findings.length === 0 ? 0 : 1;
}

try {
  process.exitCode = main(process.argv[2]);
} catch (error) {
  console.error(error instanceof Error ? `Not an export of the audit chain: ${error.message}` : error);
  process.exitCode = 2;
}
