import { z } from "zod";
import { api } from "@/server/caller";

/** What the desk and the form of a version say. */
export const ruleNamespaces = ["rule", "ruleForm", "fleet", "paper", "certification", "record", "review"];

/** One version by the id of the address; null for anything that is none here. */
export async function ruleOf(ruleVersionId: string) {
  if (!z.uuid().safeParse(ruleVersionId).success) return null;
  const call = await api();
  const isKnown = (await call.rule.list()).some(({ id }) => id === ruleVersionId);
  return isKnown ? call.rule.get({ ruleVersionId }) : null;
}
