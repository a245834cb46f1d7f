import type { Plan } from "@/server/core/scheduler/plan";

/** A plan of an open day as its format writes it: stops as `ID+` and `ID-`, breaks by number, reasons with figures. */
export function dayAnswer({ routes, unserved, score }: Plan) {
  return {
    vehicles: routes.filter((it) => it.stops.length > 0).length,
    cost: score.costFen,
    unserved: unserved.map(({ requestId, reasons }) => ({
      request: requestId,
      reasons: reasons.map(({ constraint, detail, shiftId }) => ({
        constraint,
        detail: { shift: shiftId, ...detail },
      })),
    })),
    routes: routes.map(({ shiftId, stops, breaks }) => ({
      vehicle: shiftId,
      stops: stops.map(({ requestId, kind }) => `${requestId}${kind === "pickup" ? "+" : "-"}`),
      breaks: breaks.map(({ breakIndex, beforeStop }) => ({ index: breakIndex, beforeStop })),
    })),
  };
}
