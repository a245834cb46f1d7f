import { broken, type RouteConstraint } from "@/server/core/scheduler/constraints/constraint";

/** The vehicle is back at its end place before the shift ends. */
export const shift: RouteConstraint = (route) => {
  const { toSeconds } = route.shift.window;
  if (route.timing.returnSeconds <= toSeconds) return [];
  return broken("shift", "back_late", route.shift, undefined, {
    returnSeconds: route.timing.returnSeconds,
    shiftEndSeconds: toSeconds,
    lateSeconds: route.timing.returnSeconds - toSeconds,
  });
};
