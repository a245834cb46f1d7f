import { runCommand } from "./bootstrap.mjs";

runCommand("test.ts", process.argv.slice(2));
