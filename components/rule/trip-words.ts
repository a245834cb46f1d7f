import { tripFacts } from "@/server/core/tariff/facts";
import { useExampleWords } from "./example-words";

type Zones = Parameters<typeof useExampleWords>[0];

function readFacts(written: unknown): unknown {
  if (typeof written !== "string") return {};
  const read = tripFacts.safeParse(JSON.parse(written));
  return read.success ? read.data : {};
}

/** The facts of a finding, which keeps them as JSON, in words; `content` is the tariff with its zones, complete or not. */
export function useTripWords(content: unknown): (written: unknown) => string {
  const zones = (content as { zones?: unknown } | undefined)?.zones;
  const inWords = useExampleWords(Array.isArray(zones) ? (zones as Zones) : []);
  return (written) => inWords(readFacts(written));
}
