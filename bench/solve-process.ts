import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** How a run of the solve command ended; `cpuSeconds` only where the system tells it. */
export interface SolveRun {
  status: number | null;
  stdout: string;
  stderr: string;
  wallSeconds: number;
  cpuSeconds: number | undefined;
}

/** Start of npm and reading the file; a solver that needs longer than this beyond its bound is stopped. */
const graceSeconds = 60;
/** The group does not hear the terminal: a cut run must not leave a solver at work behind. */
const signals = ["SIGINT", "SIGTERM"] as const;

/** Runs `npm run -s solve -- …` as anyone would, and measures it from outside. */
export async function runSolve(solveArguments: readonly string[], seconds: number): Promise<SolveRun> {
  const [started, cpuBefore] = [performance.now(), childrenCpuSeconds()];
  const child = spawn("npm", ["run", "-s", "solve", "--", ...solveArguments], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const stop = (): void => stopGroup(child.pid);
  const leave = (): void => {
    stop();
    process.exit(130);
  };
  for (const signal of signals) process.once(signal, leave);
  const timer = setTimeout(stop, (seconds + graceSeconds) * 1000);
  const status = await new Promise<number | null>((done, fail) => {
    child.once("error", fail).once("close", done);
  });
  clearTimeout(timer);
  for (const signal of signals) process.off(signal, leave);
  const wallSeconds = (performance.now() - started) / 1000;
  const cpuAfter = childrenCpuSeconds();
  const cpuSeconds = cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore;
  return { status, stdout, stderr, wallSeconds, cpuSeconds };
}

/** npm, its shell and the solver are one process group of their own. */
function stopGroup(pid: number | undefined): void {
  if (pid !== undefined) process.kill(-pid, "SIGKILL");
}

/** User and system time of all ended children and theirs: fields 16 and 17 of /proc/self/stat, in hundredths. */
function childrenCpuSeconds(): number | undefined {
  if (process.platform !== "linux") return undefined;
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}
