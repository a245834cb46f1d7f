import { bariatric } from "@/server/core/scheduler/constraints/bariatric";
import { berths, berthsAlone } from "@/server/core/scheduler/constraints/berths";
import { breaks } from "@/server/core/scheduler/constraints/breaks";
import { certification } from "@/server/core/scheduler/constraints/certification";
import type { FitConstraint, RouteConstraint } from "@/server/core/scheduler/constraints/constraint";
import { crew } from "@/server/core/scheduler/constraints/crew";
import { drivingTime } from "@/server/core/scheduler/constraints/driving-time";
import { emptyRun } from "@/server/core/scheduler/constraints/empty-run";
import { equipment } from "@/server/core/scheduler/constraints/equipment";
import { forbiddenCoRiders } from "@/server/core/scheduler/constraints/forbidden-co-riders";
import { isolation, isolationVehicle } from "@/server/core/scheduler/constraints/isolation";
import { lock } from "@/server/core/scheduler/constraints/lock";
import { operatorExcluded } from "@/server/core/scheduler/constraints/operator-excluded";
import { promise } from "@/server/core/scheduler/constraints/promise";
import { rideTime } from "@/server/core/scheduler/constraints/ride-time";
import { serviceLevel } from "@/server/core/scheduler/constraints/service-level";
import { shift } from "@/server/core/scheduler/constraints/shift";
import { staffing } from "@/server/core/scheduler/constraints/staffing";
import { timeWindow } from "@/server/core/scheduler/constraints/time-window";
import { twoDrivers } from "@/server/core/scheduler/constraints/two-drivers";
import { vehicleClass } from "@/server/core/scheduler/constraints/vehicle-class";
import { waitingOnBoard } from "@/server/core/scheduler/constraints/waiting-on-board";
import type { Violation } from "@/server/core/scheduler/plan";
import type { Problem, Request, Shift } from "@/server/core/scheduler/problem";
import type { Route } from "@/server/core/scheduler/route";

const fitConstraints: readonly FitConstraint[] = [
  vehicleClass,
  equipment,
  crew,
  berthsAlone,
  certification,
  twoDrivers,
  isolationVehicle,
  serviceLevel,
  bariatric,
  operatorExcluded,
  lock,
  staffing,
];

const routeConstraints: readonly RouteConstraint[] = [
  berths,
  isolation,
  forbiddenCoRiders,
  timeWindow,
  promise,
  rideTime,
  waitingOnBoard,
  shift,
  breaks,
  drivingTime,
  emptyRun,
];

/** Everything that forbids this shift to this request at any hour. */
export function fitViolations(problem: Problem, request: Request, carrier: Shift): Violation[] {
  return fitConstraints.flatMap((check) => check(request, carrier, problem));
}

/** Whether nothing forbids it; stops at the first that does. */
export function mayCarry(problem: Problem, request: Request, carrier: Shift): boolean {
  return fitConstraints.every((check) => check(request, carrier, problem).length === 0);
}

/** Everything a timed route breaks. */
export function routeViolations(route: Route): Violation[] {
  return routeConstraints.flatMap((check) => check(route));
}
