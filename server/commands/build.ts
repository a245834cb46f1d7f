import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const sources = ["app", "components", "server", "db", "messages", "emails"];
const single = [
  "next.config.ts",
  "instrumentation.ts",
  "proxy.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "tsconfig.json",
];
const stampFile = ".next/anzhuan-source";

function* filesBelow(folder: string): Generator<string> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (!/\.test\.tsx?$/.test(entry.name)) yield path;
  }
}

/** A fingerprint of everything that goes into the build; `public` is served as it lies there. */
function fingerprint(): string {
  const hash = createHash("sha256");
  for (const path of [
    ...sources.flatMap((folder) => [...filesBelow(folder)]),
    ...single.filter(existsSync),
  ]) {
    hash.update(path).update(statSync(path).size.toString()).update(readFileSync(path));
  }
  return hash.digest("hex");
}

/** Build the web pages unless what is built is what stands here. */
export async function buildIfNeeded(): Promise<void> {
  const wanted = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted) return;
  console.error("Building …");
  const code = await new Promise<number | null>((done) => {
    const child = spawn("next", ["build"], {
      stdio: ["ignore", 2, 2],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    });
    child.once("exit", done);
  });
  if (code !== 0) throw new Error("The build failed; its messages stand above.");
  writeFileSync(stampFile, wanted);
}
