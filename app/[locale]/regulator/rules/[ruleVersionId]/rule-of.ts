import { cache } from "react";
import { foundOrNull } from "@/components/api/found";
import { api } from "@/server/caller";

/** What the desk and the form of a version say. */
export const ruleNamespaces = [
  "rule",
  "ruleForm",
  "price",
  "fleet",
  "paper",
  "certification",
  "record",
  "review",
];

/** One version by the id of the address; null for anything that is none here. */
export const ruleOf = cache(async (ruleVersionId: string) => {
  const call = await api();
  return foundOrNull(call.rule.get({ ruleVersionId }));
});
