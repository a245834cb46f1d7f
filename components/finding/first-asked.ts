import type { FindingKind } from "@/server/core/finding";

/** What the list of findings is narrowed to; "" is all. */
export interface Asked {
  kind: FindingKind | "";
  status: "" | "open" | "confirmed" | "dismissed";
  page: number;
}

/** As the page opens: what waits for a decision. */
export const firstAsked: Asked = { kind: "", status: "open", page: 1 };
