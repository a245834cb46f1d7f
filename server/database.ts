import { openPool, type Pool } from "@/db/client";
import { env } from "./env";

const kept = globalThis as { anzhuanPool?: Pool };

/** The process's one pool on the application's role. */
export function database(): Pool {
  kept.anzhuanPool ??= openPool(env().APP_DATABASE_URL).pool;
  return kept.anzhuanPool;
}
