import { openPool } from "@/db/client";
import { env } from "@/server/env";
import { sealDays } from "./seal-days";

/** A worker that seals days until it is killed, for the test of that. Argument: the instant it takes for now. */
const { pool } = openPool(env().APP_DATABASE_URL, 2);
const region = { id: "331000", timeZone: "Asia/Shanghai", hotline: "96120" };
const now = new Date(process.argv[2] ?? "");
await sealDays({ pool, now, region, actor: { kind: "system", job: "seal-day" } });
process.exit(0);
