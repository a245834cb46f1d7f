import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Tracked and new sources, so that a build's leftovers do not count. */
function sources(folder: string): string[] {
  return execFileSync("git", ["ls-files", "-co", "--exclude-standard", folder], { encoding: "utf8" })
    .split("\n")
    .filter((path) => /\.tsx?$/.test(path) && !path.includes(".test."))
    .map((path) => readFileSync(path, "utf8"));
}

it("has a place on the page for every fragment that a message leads to", () => {
  const led = sources("server").flatMap((text) =>
    [...text.matchAll(/trackUrl\([^)]*"#([\w-]+)"\)/g)].map((found) => found[1]),
  );
  const pages = sources("components").join("\n");
  expect(led).toContain("rebook");
  expect(led).toContain("complaints");
  expect([...new Set(led)].filter((fragment) => !pages.includes(`id="${fragment}"`))).toEqual([]);
});
