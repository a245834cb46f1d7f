import { at } from "@/server/core/scheduler/at";
import {
  broken,
  type FitConstraint,
  type RouteConstraint,
} from "@/server/core/scheduler/constraints/constraint";
import { togetherAfter } from "@/server/core/scheduler/route";

/** Where isolation asks for negative pressure, only that vehicle will do. */
export const isolationVehicle: FitConstraint = (request, shift) => {
  if (request.isolation !== "negative_pressure" || shift.vehicleClass === "negative_pressure") return [];
  return broken("isolation", "negative_pressure_missing", shift, request, { has: shift.vehicleClass });
};

/** A patient in isolation never shares the vehicle. (Disinfection after is time, kept by the clock.) */
export const isolation: RouteConstraint = ({ problem, shift, codes }) =>
  togetherAfter(codes).flatMap((indexes, stop) => {
    if (indexes.length < 2 || stop < shift.driven.length) return [];
    const riders = indexes.map((index) => at(problem.requests, index));
    return riders
      .filter((it) => it.isolation !== "none")
      .flatMap((it) => {
        const others = riders.filter((other) => other !== it).map((other) => other.id);
        return broken("isolation", "isolation_shared", shift, it, { with: others.join(",") });
      });
  });
