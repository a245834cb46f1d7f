import { createECDH, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { type EmbeddedPostgres, startEmbedded } from "@/db/embedded";

/** Where the database is and with which secrets the product runs on it. */
export interface Installation {
  ownerUrl: string;
  appUrl: string;
  secrets: { VAULT_KEYS: string; LINK_SECRET: string; SIGNING_KEYS: string } & Partial<VapidKeys>;
  embedded: EmbeddedPostgres | null;
}

interface VapidKeys {
  VAPID_PUBLIC_KEY: string;
  VAPID_PRIVATE_KEY: string;
}

/** The pair that browsers subscribe to web push with; made anew, all of them would have to subscribe again. */
function vapidKeys(): VapidKeys {
  const pair = createECDH("prime256v1");
  const VAPID_PUBLIC_KEY = pair.generateKeys("base64url");
  return { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY: pair.getPrivateKey("base64url") };
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}

interface Kept extends VapidKeys {
  VAULT_KEYS: string;
  LINK_SECRET: string;
  SIGNING_KEYS: string;
  appPassword: string;
}

/** Secrets of an embedded database, made at its first start and kept beside it, readable by its owner only. */
function keptSecrets(folder: string): Kept {
  const file = join(folder, "secrets.json");
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<Kept>) : {};
  const kept: Kept = {
    VAULT_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    LINK_SECRET: randomBytes(32).toString("hex"),
    SIGNING_KEYS: `s1:${randomBytes(32).toString("base64")}`,
    appPassword: randomBytes(24).toString("hex"),
    ...vapidKeys(),
    ...known,
  };
  if (Object.keys(kept).every((name) => name in known)) return kept;
  writeFileSync(file, JSON.stringify(kept), { mode: 0o600 });
  return kept;
}

async function openEmbedded(dataDir: string): Promise<Installation> {
  const folder = resolve(dataDir);
  mkdirSync(folder, { recursive: true });
  const { appPassword, ...secrets } = keptSecrets(folder);
  const embedded = await startEmbedded(folder, await freePort());
  const admin = postgres(embedded.url("postgres"), { max: 1, onnotice: () => {} });
  const [known] = await admin`SELECT 1 FROM pg_database WHERE datname = 'anzhuan'`;
  if (!known) await admin.unsafe("CREATE DATABASE anzhuan");
  await admin.end();
  const appUrl = new URL(embedded.url("anzhuan"));
  appUrl.username = "anzhuan_app";
  appUrl.password = appPassword;
  return { ownerUrl: embedded.url("anzhuan"), appUrl: appUrl.href, secrets, embedded };
}

/** Outside demonstration every secret comes from the environment; a missing one stops the start, naming it. */
function fromEnvironment(ownerUrl: string): Installation {
  const { APP_DATABASE_URL, VAULT_KEYS, LINK_SECRET, SIGNING_KEYS } = process.env;
  const needed = { APP_DATABASE_URL, VAULT_KEYS, LINK_SECRET, SIGNING_KEYS };
  const missing = Object.entries(needed).filter(([, value]) => !value);
  if (!APP_DATABASE_URL || !VAULT_KEYS || !LINK_SECRET || !SIGNING_KEYS) {
    throw new Error(`Not started: set ${missing.map(([name]) => name).join(", ")} beside DATABASE_URL.`);
  }
  return {
    ownerUrl,
    appUrl: APP_DATABASE_URL,
    secrets: { VAULT_KEYS, LINK_SECRET, SIGNING_KEYS },
    embedded: null,
  };
}

/** The database that the environment names, or an embedded one under `dataDir`. */
export function openInstallation(dataDir: string): Promise<Installation> {
  const url = process.env.DATABASE_URL;
  return url ? Promise.resolve(fromEnvironment(url)) : openEmbedded(dataDir);
}
