import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    include: ["server", "db", "components", "emails", "peers", "bench", "messages"].map(
      (folder) => `${folder}/**/*.test.ts*`,
    ),
    globalSetup: ["server/test-cluster.ts"],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    // It imports "next/server", which only a bundler resolves.
    server: { deps: { inline: ["next-intl"] } },
  },
});
