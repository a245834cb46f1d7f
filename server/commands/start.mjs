import { runCommand } from "./bootstrap.mjs";

runCommand("start.ts", process.argv.slice(2));
