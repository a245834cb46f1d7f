import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { extendPartitions, grantApplication } from "./grants";

const folder = fileURLToPath(new URL("./migrations", import.meta.url));

/** Bring a database to the newest schema, extend its monthly partitions and set the application role's grants. */
export async function migrate(ownerUrl: string, appUrl: string, now: Date): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await runMigrations(drizzle(client), { migrationsFolder: folder });
    await extendPartitions(client, now);
    await grantApplication(client, appUrl);
  } finally {
    await client.end();
  }
}
