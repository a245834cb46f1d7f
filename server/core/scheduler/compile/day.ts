import type { Day } from "@/server/core/formats/day";
import { emptyPlan, type Plan } from "@/server/core/scheduler/plan";

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

/** The plan that a day file says is in force: the order of stops, whose hours follow from it. */
export function planInForce(routes: NonNullable<Day["plan"]>["routes"]): Plan {
  const figures = { drivenMetres: 0, emptyMetres: 0, dutySeconds: 0, restSeconds: 0, costFen: 0 };
  const stopOf = (name: string) => ({
    requestId: name.slice(0, -1),
    kind: name.endsWith("+") ? ("pickup" as const) : ("drop" as const),
    arriveSeconds: 0,
    startSeconds: 0,
    departSeconds: 0,
  });
  return {
    ...emptyPlan,
    routes: routes.map(({ vehicle, stops }) => ({
      shiftId: vehicle,
      stops: stops.map(stopOf),
      breaks: [],
      leaveSeconds: 0,
      returnSeconds: 0,
      figures,
    })),
  };
}
