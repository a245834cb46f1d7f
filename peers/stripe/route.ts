import type { FormFields } from "@/peers/stripe/form";
import type { Desk } from "@/peers/stripe/payment";

export interface ApiDesk extends Desk {
  /** Where the hosted page of a session is, as the payer's browser sees it. */
  pageUrl(id: string): string;
}
/** One call of the API; the path's first group is the object's id. */
export interface Route {
  method: "GET" | "POST";
  path: RegExp;
  answer(desk: ApiDesk, fields: FormFields, id: string): object;
}
export const idPattern = "([A-Za-z0-9_]+)";
export const at = (pattern: string) => new RegExp(`^/v1/${pattern}$`);
