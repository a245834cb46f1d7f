import { digest } from "./audit-chain";
import { namedHashes, namedParts } from "./record-lines";
import type { About, Part } from "./record-report";

/**
 * Documents: each is what an entry (or a document before it) names by hash, and in a trip none that is named is missing: where
 * its text is withheld, the export says so.
 */
export function checkDocuments({ head, report, notice }: About): Part {
  const named = new Map<string, number | undefined>();
  const met = new Set<string>();
  return {
    take(line) {
      if (line.kind === "entry") {
        if (head.scope.kind === "trip") for (const hash of namedHashes(line.row)) named.set(hash, line.seq);
        return;
      }
      const { hash, content } = line;
      report[content === undefined ? "withheld" : "documents"] += 1;
      if (content !== undefined && digest(content) !== hash) notice({ problem: "changed_document" });
      else if (!named.has(hash)) notice({ problem: "stray_document" });
      const seq = named.get(hash);
      if (line.name === "decision_input" && content)
        for (const part of namedParts(content)) named.set(part, seq);
      met.add(hash);
    },
    end() {
      for (const [hash, seq] of named)
        if (!met.has(hash)) notice({ problem: "missing_document", ...(seq === undefined ? {} : { seq }) });
    },
  };
}
