/** The two ends of a repair: nobody's promise is moved, or nobody is left while as few as possible are. */
export const repairKinds = ["keep_promises", "fewest_moved"] as const;
export type RepairKind = (typeof repairKinds)[number];
