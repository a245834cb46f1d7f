import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** Rules of ARCHITECTURE.md that no import graph can see. */
function* sourcesBelow(folder: string): Generator<{ path: string; text: string }> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sourcesBelow(path);
    else if (/\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
      yield { path, text: readFileSync(path, "utf8") };
  }
}

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "$1");

function offenders(folders: string[], pattern: RegExp, except: RegExp = /^$/): string[] {
  return folders
    .flatMap((folder) => [...sourcesBelow(folder)])
    .filter(({ path, text }) => !except.test(path) && pattern.test(withoutComments(text)))
    .map(({ path }) => path);
}

const everything = ["app", "components", "server", "db", "emails", "peers"];

describe("the source", () => {
  it("keeps clock, chance and process out of the core", () => {
    expect(
      offenders(["server/core"], /Date\.now\(|new Date\(\)|Math\.random|process\.|\bfetch\(|crypto\.random/),
    ).toEqual([]);
  });

  it("reads the environment in one place", () => {
    const allowed =
      /^server\/(env|test-database|test-cluster)\.ts$|^server\/commands\/|^peers\/|^db\/embedded\.ts$/;
    expect(offenders(everything, /process\.env/, allowed)).toEqual([]);
  });

  it("knows of the router's type alone in the browser", () => {
    expect(
      offenders(["components"], /^import (?!type )[^;]*"@\/server\/(routers|services|gateways|env|auth)/m),
    ).toEqual([]);
  });

  it("has no escape from the type checker", () => {
    expect(offenders(everything, /@ts-(ignore|expect-error|nocheck)|\bas any\b|: any\b/)).toEqual([]);
  });

  it("tells the database who acts in one place", () => {
    expect(offenders(["server", "app"], /app_scope\(/, /^server\/scope\.ts$/)).toEqual([]);
  });

  it("has no folder or file for odds and ends", () => {
    const odd = /(^|\/)(lib|utils|helpers|common|types)(\/|\.tsx?$)/;
    expect(
      everything
        .flatMap((folder) => [...sourcesBelow(folder)])
        .map(({ path }) => path)
        .filter((path) => odd.test(path)),
    ).toEqual([]);
  });
});
