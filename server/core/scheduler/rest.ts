/** Longest time at the wheel without a rest, and the rest (Road Traffic Safety Regulation, art. 62 no. 7). */
export const wheelLimitSeconds = 4 * 3600;
export const legalRestSeconds = 20 * 60;

/** How many rests a leg needs for a driver who has been at the wheel for `wheelSeconds`. Two drivers take turns. */
export function restsNeeded(takesTurns: boolean, wheelSeconds: number, driveSeconds: number): number {
  if (takesTurns || driveSeconds === 0) return 0;
  const total = wheelSeconds + driveSeconds;
  return total > wheelLimitSeconds ? Math.floor((total - 1) / wheelLimitSeconds) : 0;
}

/** Time at the wheel since the last rest, after a leg driven with the rests it needs. */
export function wheelAfter(takesTurns: boolean, wheelSeconds: number, driveSeconds: number): number {
  if (takesTurns) return 0;
  return (
    wheelSeconds + driveSeconds - restsNeeded(takesTurns, wheelSeconds, driveSeconds) * wheelLimitSeconds
  );
}
