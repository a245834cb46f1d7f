export const hospitalAccountStatuses = ["open", "suspended"] as const;
export type HospitalAccountStatus = (typeof hospitalAccountStatuses)[number];

/** What a line of a statement is: a trip put on the account, or so much of it given back. */
export const statementLineKinds = ["charge", "credit"] as const;
export type StatementLineKind = (typeof statementLineKinds)[number];
