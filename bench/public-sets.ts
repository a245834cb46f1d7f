import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { VerifiedFormat } from "@/server/core/scheduler/verify/verify-answer";

/** Our own days are drawn, not downloaded (bench/days). */
type PublicFormat = Exclude<VerifiedFormat, "day">;

/** An instance of a public set with its best known value; `group` is family and size, as targets are set. */
export interface PublicInstance {
  format: PublicFormat;
  group: string;
  name: string;
  file: string;
  bestVehicles: number | undefined;
  bestCost: number;
}

const extensions: Record<PublicFormat, string> = {
  "li-lim": "txt",
  darp: "txt",
  hdarp: "txt",
  ptp: "json",
};

/** The folder of the public sets; relative to the project's root. */
function benchDirectory(): string {
  return path.resolve(process.env.BENCH_DIR ?? "../shared/bench");
}

/**
 * The instances named by `best-known.csv` of BENCH_DIR (`family,instance,vehicles,cost,status`), in its order.
 *
 * @throws Error where the folder or a file is missing, saying which public sets belong there
 */
export function publicInstances(): PublicInstance[] {
  const folder = benchDirectory();
  const index = path.join(folder, "best-known.csv");
  if (!existsSync(index)) throw new Error(whatBelongsThere(folder));
  const instances = readFileSync(index, "utf8").trim().split(/\r?\n/).slice(1).map(instanceOf(folder));
  const missing = instances.filter(({ file }) => !existsSync(file));
  if (missing.length > 0)
    throw new Error(
      `best-known.csv names instances that are not there: ${missing.map(({ file }) => file).join(", ")}`,
    );
  return instances;
}

function instanceOf(folder: string): (line: string) => PublicInstance {
  return (line) => {
    const [family = "", instance = "", vehicles = "", cost = ""] = line.split(",");
    const format = family as PublicFormat;
    if (!extensions[format] || !(Number(cost) > 0)) throw new Error(`best-known.csv cannot be read: ${line}`);
    const group = `${format}/${sizeOf(format, instance)}`;
    return {
      format,
      group,
      name: `${group}/${path.basename(instance)}`,
      file: path.join(folder, format, `${instance}.${extensions[format]}`),
      bestVehicles: vehicles === "" ? undefined : Number(vehicles),
      bestCost: Number(cost),
    };
  };
}

function sizeOf(format: PublicFormat, instance: string): string {
  if (format === "li-lim") return String(100 * Number(/_(\d+)_/.exec(instance)?.[1] ?? 1));
  if (format === "darp") return instance.startsWith("R") ? "R" : "ab";
  return format === "ptp" ? path.dirname(instance) : "all";
}

function whatBelongsThere(folder: string): string {
  return [
    `No best-known.csv in ${folder}. Set BENCH_DIR to a folder with these public sets:`,
    "  li-lim/*.txt       Li and Lim (2001), pickup and delivery with time windows, 100 to 1,000 tasks",
    "  darp/*.txt         Cordeau (2006) and Ropke, Cordeau, Laporte (2007), sets a and b; Cordeau and Laporte (2003), set R",
    "  hdarp/*.txt        Malheiros et al. (2021), heterogeneous dial-a-ride after Parragh (2011)",
    "  ptp/{easy,medium,hard}/*.json  CSPLib problem 082, patient transportation",
    "  best-known.csv     family,instance,vehicles,cost,status (vehicles only for li-lim; ptp: patients served, easy/NAME)",
  ].join("\n");
}
