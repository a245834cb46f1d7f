/** How firm a claim on a berth is: reserved for minutes, promised to the booker, assigned to a trip. */
export const claimStates = ["hold", "promised", "assigned"] as const;
export type ClaimState = (typeof claimStates)[number];
