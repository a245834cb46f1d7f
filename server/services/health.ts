import { sql } from "drizzle-orm";
import type { Pool } from "@/db/client";
import { env } from "@/server/env";

export interface Readiness {
  status: "ok" | "down";
  /** Outside systems that are not connected or do not answer, by name. */
  degraded: string[];
}

/** Which optional outside systems this installation runs without. */
function unconnected(): string[] {
  const { SMTP_URL, SMS_URL, EMERGENCY_URL, OSRM_URL } = env();
  const systems = { mail: SMTP_URL, sms: SMS_URL, emergency: EMERGENCY_URL, road_times: OSRM_URL };
  return Object.entries(systems).flatMap(([name, address]) => (address ? [] : [name]));
}

/** Ask the database whether it answers as the application's role. */
export async function readiness(pool: Pool): Promise<Readiness> {
  const answered = await pool.execute(sql`SELECT 1`).then(
    () => true,
    () => false,
  );
  return { status: answered ? "ok" : "down", degraded: unconnected() };
}
