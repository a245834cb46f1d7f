// Plain JavaScript for any Node from 20.9 on: nothing is installed yet when this runs.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const modules = join(root, "node_modules");
const stamp = join(modules, ".anzhuan-lock");

/** Install what package-lock.json names, unless exactly that is installed already. */
function install() {
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.error("Installing packages …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(npm, ["ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
  writeFileSync(stamp, wanted);
}

/** Run a TypeScript command on the pinned Node, hand signals on, end as it ends. */
export function runCommand(file, args) {
  install();
  const pinned = join(modules, ".bin", process.platform === "win32" ? "node.cmd" : "node");
  const node = existsSync(pinned) ? pinned : process.execPath;
  const env = { ...process.env, PATH: `${join(modules, ".bin")}${delimiter}${process.env.PATH ?? ""}` };
  const child = spawn(node, ["--import", "tsx", join(root, "server", "commands", file), ...args], {
    cwd: root,
    env,
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 0 : 1)));
}
