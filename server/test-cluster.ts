import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { installQueues } from "./queue";

declare module "vitest" {
  export interface ProvidedContext {
    ownerUrl: string;
  }
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** One Postgres for the whole run, without fsync; the schema is migrated once into a template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "anzhuan-test-"));
  const cluster = await startEmbedded(folder, await freePort(), false);
  const admin = postgres(cluster.url("postgres"), { max: 1, onnotice: () => {} });
  await admin.unsafe("CREATE DATABASE template_anzhuan");
  await admin.end();
  const owner = cluster.url("template_anzhuan");
  const app = new URL(owner);
  app.username = "anzhuan_app";
  app.password = "test";
  await migrate(owner, app.href, new Date());
  await installQueues(owner, app.href);
  project.provide("ownerUrl", cluster.url("postgres"));
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
