/** A table that holds sealed values: its columns without `_sealed`, what tells its rows apart, and whether regions own them. */
export interface SealedTable {
  table: string;
  columns: readonly string[];
  /** Rows of all regions (accounts, codes): their values are sealed as `-/table/column`. */
  isShared?: true;
}

/**
 * Every column that holds a sealed value under the place's own context (`<region>/<table>/<column>`). A test compares it with
 * the schema, so that none can be forgotten when keys change; what lies inside JSON stands in `sealedInJson`.
 */
export const sealedTables: readonly SealedTable[] = [
  { table: "account", columns: ["name", "email", "phone", "totp"], isShared: true },
  { table: "one_time_code", columns: ["contact"], isShared: true },
  {
    table: "booking",
    columns: [
      ...["patient_name", "patient_id_number", "booker_name", "booker_phone", "booker_email", "from", "to"],
    ],
  },
  { table: "patient", columns: ["name", "id_number", "phone", "home"] },
  { table: "crew_member", columns: ["name", "id_number", "phone"] },
  { table: "paper", columns: ["number"] },
  { table: "trip", columns: ["boarding_code"] },
  { table: "handover", columns: ["giver_name", "receiver_name"] },
  { table: "adverse_event", columns: ["people"] },
  { table: "message", columns: ["to", "data", "content"] },
  { table: "push_subscription", columns: ["endpoint", "auth"] },
  { table: "complaint", columns: ["contact"] },
  { table: "callback", columns: ["phone", "outcome"] },
  { table: "emergency_handover", columns: ["place", "phone"] },
  { table: "review", columns: ["note"] },
  { table: "break_glass", columns: ["reason"] },
  { table: "bank_line", columns: ["details"] },
  { table: "payout_account", columns: ["number"] },
  { table: "insurance_visit", columns: ["cert_no", "person_no"] },
  { table: "insurance_message", columns: ["request", "answer"] },
  { table: "invoice", columns: ["buyer"] },
];
