import { spawnSync } from "node:child_process";
import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeRecord, type Signer } from "@/server/core/record-factory";
import { signedBytes } from "@/server/core/signature";

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "audit-verify-"));
afterAll(() => rmSync(folder, { recursive: true }));

function signerOf(id: string): Signer {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64");
  return {
    key: { id, algorithm: "Ed25519", publicKey: raw },
    sign: (purpose, text) => ({
      keyId: id,
      signature: sign(null, signedBytes(purpose, text), privateKey).toString("base64"),
    }),
  };
}

function fileOf(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Runs the command as `npm run -s audit:verify` does, with no database in reach. */
function run(...args: string[]) {
  const command = [
    path.join(root, "node_modules/tsx/dist/cli.mjs"),
    path.join(root, "server/commands/audit-verify.ts"),
    ...args,
  ];
  const { DATABASE_URL: _, AUDIT_ROOTS: __, ...env } = process.env;
  const { stdout, stderr, status } = spawnSync(process.execPath, command, {
    cwd: root,
    env,
    encoding: "utf8",
  });
  return { stderr, status, report: stdout ? JSON.parse(stdout) : null };
}

const made = makeRecord(2, 5, signerOf("2026"));
const roots = fileOf("roots.json", JSON.stringify(made.published));
const whole = [...made.days()].join("");

describe("npm run audit:verify", () => {
  it("says how many entries hold and ends with 0", () => {
    const { status, report, stderr } = run(fileOf("days.jsonl", whole), "--roots", roots);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(report).toMatchObject({
      region: "331000",
      entries: 10,
      holds: 10,
      anchor: "published",
      failures: 0,
    });
    expect(run(fileOf("trip.jsonl", made.trip(1)), "--roots", roots).status).toBe(0);
  });

  it("does without the roots, and says what that leaves open", () => {
    const { status, report, stderr } = run(fileOf("days.jsonl", whole));
    expect(status).toBe(0);
    expect(report.anchor).toBe("own");
    expect(stderr).toContain("--roots");
  });

  it("says where something was changed and ends with 1", () => {
    const changed = run(fileOf("changed.jsonl", whole.replace("到达 4", "到达 9")), "--roots", roots);
    expect(changed.status).toBe(1);
    expect(changed.stderr).toContain("changed_row at line 5, entry 4");
    expect(changed.report.findings).toContainEqual({ line: 5, problem: "changed_row", seq: 4 });
    const lines = whole.split("\n");
    const missing = run(fileOf("missing.jsonl", lines.toSpliced(4, 1).join("\n")), "--roots", roots);
    expect(missing).toMatchObject({ status: 1 });
    expect(missing.stderr).toContain("gap at line 5, entry 5");
  });

  it("finds a forgery that was signed anew", () => {
    const forged = [...makeRecord(2, 5, signerOf("2026"), "伪造").days()].join("");
    const { status, stderr } = run(fileOf("forged.jsonl", forged), "--roots", roots);
    expect(status).toBe(1);
    expect(stderr).toContain("root_differs");
  });

  it("ends with 2 where there is nothing to check", () => {
    expect(run().status).toBe(2);
    expect(run(path.join(folder, "none")).status).toBe(2);
    expect(run(fileOf("days.jsonl", whole), "--roots", fileOf("no.json", "{}")).status).toBe(2);
  });
});
