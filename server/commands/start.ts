import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { migrate } from "@/db/migrate";
import { installQueues } from "@/server/queue";
import { buildIfNeeded } from "./build";
import { assertFenced, markDemonstration } from "./demonstration";
import { freePort, type Installation, openInstallation } from "./installation";

const port = process.env.PORT ?? "3000";
const dataDir = process.env.DATA_DIR ?? ".data";
const development = process.argv.includes("--dev");
const children: ChildProcess[] = [];
let installation: Installation | undefined;
let stopping = false;

/** Start a part of the product; should it end by itself, everything stops, so that nothing half-works unseen. */
function run(name: string, command: string, args: string[], env: NodeJS.ProcessEnv): void {
  const child = spawn(command, args, { stdio: ["ignore", 2, 2], env });
  children.push(child);
  child.once("exit", (code) => {
    if (stopping) return;
    console.error(`${name} ended with ${code}`);
    void stop(1);
  });
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  const ended = children.map(
    (child) => new Promise((done) => (child.exitCode === null ? child.once("exit", done) : done(null))),
  );
  for (const child of children) child.kill("SIGTERM");
  await Promise.race([Promise.all(ended), sleep(8_000)]);
  for (const child of children) if (child.exitCode === null) child.kill("SIGKILL");
  await installation?.embedded?.stop();
  process.exit(code);
}

/** Where no Stripe key is set, the local stand-in takes its place; pages say so. */
async function stripePeer(env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  if (env.STRIPE_SECRET_KEY) return env;
  const peerPort = String(await freePort());
  const withPeer = {
    ...env,
    STRIPE_API_URL: `http://localhost:${peerPort}`,
    STRIPE_WEBHOOK_SECRET: env.STRIPE_WEBHOOK_SECRET ?? `whsec_${randomBytes(24).toString("hex")}`,
    STRIPE_PEER_PORT: peerPort,
    STRIPE_WEBHOOK_URL: `http://localhost:${port}/api/stripe/webhook`,
  };
  run("stripe stand-in", process.execPath, ["--import", "tsx", "peers/stripe/main.ts"], withPeer);
  return withPeer;
}

/** Where no insurance interface is set, a demonstration has the local stand-in; anywhere else nothing settles directly. */
async function insurancePeer(env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  if (env.INSURANCE_URL || !env.LOOPBACK) return env;
  const peerPort = String(await freePort());
  const withPeer = {
    ...env,
    INSURANCE_URL: `http://127.0.0.1:${peerPort}/fsi/api/rsfComIfsService/callService`,
    INSURANCE_PAASID: "anzhuan",
    INSURANCE_SECRET: randomBytes(24).toString("hex"),
    INSURANCE_PEER_PORT: peerPort,
  };
  run("insurance stand-in", process.execPath, ["--import", "tsx", "peers/insurance/main.ts"], withPeer);
  return withPeer;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

async function main(): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  installation = await openInstallation(dataDir);
  await migrate(installation.ownerUrl, installation.appUrl, new Date());
  await installQueues(installation.ownerUrl, installation.appUrl);
  await assertFenced(installation.appUrl);
  const demonstration = await markDemonstration(installation);
  const base: NodeJS.ProcessEnv = {
    ...process.env,
    ...installation.secrets,
    APP_DATABASE_URL: installation.appUrl,
    DATA_DIR: dataDir,
    PORT: port,
    LOOPBACK: demonstration ? "1" : "",
    NODE_ENV: development ? "development" : "production",
  };
  delete base.DATABASE_URL;
  Object.assign(process.env, base);
  if (demonstration) {
    const { seedCity } = await import("@/db/seed/city");
    await seedCity(installation.ownerUrl, new Date());
  }
  if (!development) await buildIfNeeded();
  const env = await insurancePeer(await stripePeer(base));
  const host = demonstration ? ["-H", "localhost"] : [];
  run("web", "next", [development ? "dev" : "start", "-p", port, ...host], env);
  run("worker", process.execPath, ["--import", "tsx", "server/worker.ts"], env);
  while (!(await answers(`http://localhost:${port}/api/health/ready`))) await sleep(200);
  console.log(`ready http://localhost:${port}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  if (process.env.LOG_LEVEL === "debug") console.error(error);
  void stop(1);
});
