import type { TripFacts } from "./facts";
import { type PriceLine, priceLine } from "./line";
import type { Tariff } from "./rules";

/**
 * Tolls by the tariff's policy. One way actual: the way with the patient, so also the way back when the same task
 * brings the patient home (billed on that trip). Round trip actual: there and back whoever is on board. What the
 * patient pays at the booth stays visible as a line of 0 fen.
 */
export function tollLines(tariff: Tariff, facts: TripFacts): PriceLine[] {
  const outboundFen = facts.tollsFen?.outbound ?? 0;
  const returnFen = facts.tollsFen?.return ?? 0;
  switch (tariff.tolls) {
    case "none":
    case "included":
      return [];
    case "by_patient":
      return [priceLine(tariff, "tolls_by_patient", 0, "tolls")];
    case "round_trip_actual":
      return some(priceLine(tariff, "tolls", outboundFen + returnFen, "tolls"));
    case "one_way_actual":
      return [
        ...some(priceLine(tariff, "tolls", outboundFen, "tolls")),
        ...some(priceLine(tariff, "tolls", facts.returnTrip ? returnFen : 0, "tolls", { part: "return" })),
      ];
  }
}

function some(line: PriceLine): PriceLine[] {
  return line.fen > 0 ? [line] : [];
}
