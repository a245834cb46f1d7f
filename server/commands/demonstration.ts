import postgres from "postgres";
import type { Installation } from "./installation";

const productionSecrets = { STRIPE_SECRET_KEY: /^sk_live_/, STRIPE_WEBHOOK_SECRET: /^whsec_live_/ };

/**
 * Whether this database is a demonstration: a mark in it, written once when an embedded database is made or by DEMO=1
 * on an empty one. A marked database never runs with production secrets.
 */
export async function markDemonstration(installation: Installation): Promise<boolean> {
  const client = postgres(installation.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const [mark] = await client`SELECT value FROM installation WHERE key = 'demonstration'`;
    const [used] = await client`SELECT 1 FROM region LIMIT 1`;
    const asked = installation.embedded !== null || process.env.DEMO === "1";
    if (!mark && !used && asked) {
      await client`INSERT INTO installation (key, value, written_at) VALUES ('demonstration', 'yes', now()) ON CONFLICT DO NOTHING`;
    }
    const marked = Boolean(mark) || (!used && asked);
    const real = Object.entries(productionSecrets).filter(([name, shape]) =>
      shape.test(process.env[name] ?? ""),
    );
    if (marked && real.length > 0) {
      throw new Error(
        `Not started: this is a demonstration database, but ${real.map(([name]) => name).join(", ")} is a production secret.`,
      );
    }
    return marked;
  } finally {
    await client.end();
  }
}

/** The application's role must own nothing and bypass nothing; anything else stops the start. */
export async function assertFenced(appUrl: string): Promise<void> {
  const client = postgres(appUrl, { max: 1, onnotice: () => {} });
  try {
    const [role] = await client<{ loose: boolean; owned: number }[]>`
      SELECT rolsuper OR rolbypassrls AS loose,
        (SELECT count(*)::int FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relowner = r.oid) AS owned
      FROM pg_roles r WHERE rolname = current_user`;
    if (!role || role.loose || role.owned > 0) {
      throw new Error(
        "Not started: APP_DATABASE_URL logs in as a role that owns tables or can bypass row-level security.",
      );
    }
  } finally {
    await client.end();
  }
}
