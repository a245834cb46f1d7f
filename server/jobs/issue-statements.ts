import type { Context } from "@/server/context";
import { issueStatements } from "@/server/services/hospital-account/issue";

/** Issue the hospitals' statements of last month on the day agreed on, each once; done again it changes nothing. */
export async function handle(ctx: Context): Promise<void> {
  await issueStatements(ctx);
}
