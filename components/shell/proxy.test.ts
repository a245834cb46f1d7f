import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import nextConfig from "@/next.config";
import { config as matching, proxy } from "@/proxy";

const ask = (path: string, headers: Record<string, string> = {}, origin = "http://localhost:3000") =>
  proxy(new NextRequest(`${origin}${path}`, { headers: { host: new URL(origin).host, ...headers } }));

/** Names of the request headers that reach the pages. */
const passedOn = (response: Response) =>
  (response.headers.get("x-middleware-override-headers") ?? "").split(",");

describe("the proxy", () => {
  it("leads to Chinese where the browser names no language it knows, and to English where it does", () => {
    expect(ask("/track/abc").headers.get("location")).toMatch(/\/zh-CN\/track\/abc$/);
    expect(ask("/", { "accept-language": "fr" }).headers.get("location")).toMatch(/\/zh-CN$/);
    expect(ask("/", { "accept-language": "en-GB,en;q=0.9" }).headers.get("location")).toMatch(/\/en$/);
  });

  it("leads an address that nobody can read to the page that says so", () => {
    const answer = ask("/en/verify/%25E0%25A4");
    expect(answer.headers.get("x-middleware-rewrite")).toMatch(/\/en\/unreadable$/);
    expect(passedOn(answer)).toContain("content-security-policy");
    expect(ask("/verify/%25").headers.get("location")).toMatch(/\/zh-CN\/unreadable$/);
    expect(ask("/zh-CN/verify/%E6%B5%99J12345").headers.get("x-middleware-rewrite") ?? "").not.toContain(
      "unreadable",
    );
  });

  it("allows scripts by a nonce that is new every time and reaches the page", () => {
    const policies = [ask("/zh-CN"), ask("/zh-CN")].map((answer) =>
      answer.headers.get("content-security-policy"),
    );
    const nonces = policies.map(
      (policy) => policy?.match(/script-src 'self' 'nonce-([^']+)' 'strict-dynamic'/)?.[1],
    );
    expect(nonces[0]).toBeTruthy();
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(policies[0]).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(passedOn(ask("/zh-CN"))).toContain("content-security-policy");
  });

  it.each(["/zh-CN/book", "/api/trpc/x"])("takes forged framework headers from %s", (path) => {
    const answer = ask(path, { "x-middleware-subrequest": "proxy", "x-nextjs-data": "1", "x-kept": "1" });
    expect(passedOn(answer)).toContain("x-kept");
    expect(passedOn(answer).filter((name) => /^x-(middleware|nextjs)-/.test(name))).toEqual([]);
  });

  it("keeps tracking links to itself", () => {
    for (const path of ["/track/331000-abc", "/zh-CN/track/331000-abc", "/en/track/331000-abc"]) {
      const { headers } = ask(path);
      expect(headers.get("referrer-policy"), path).toBe("no-referrer");
      expect(headers.get("x-robots-tag"), path).toContain("noindex");
    }
    expect(ask("/zh-CN/book").headers.get("x-robots-tag")).toBeNull();
  });

  it("lets nobody keep, frame or sniff what may tell of patients", () => {
    for (const path of [
      "/zh-CN/hospital",
      "/en/track/331000_abc",
      "/api/trpc/booking.get",
      "/api/receipts/1",
    ]) {
      const { headers } = ask(path);
      expect(headers.get("cache-control"), path).toBe("private, no-store");
      expect(headers.get("content-security-policy"), path).toContain("frame-ancestors 'none'");
      expect(headers.get("x-frame-options"), path).toBe("DENY");
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("permissions-policy"), path).toContain("camera=(self)");
    }
    expect(ask("/readme/home-phone.webp").headers.get("cache-control")).toBeNull();
  });

  it("tells nobody of an address with a link's token, also of a door's", () => {
    const { headers } = ask("/api/receipts/1?token=331000_abc");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(ask("/zh-CN/book").headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
  });

  it("leaves uploads to their door, which has the same headers", async () => {
    const passes = new RegExp(`^${matching.matcher[0]}$`);
    expect(["/api/files", "/api/files/1"].filter((path) => passes.test(path))).toEqual([]);
    expect(
      ["/api/filesystem", "/api/trpc/x", "/zh-CN/api/files"].filter((path) => !passes.test(path)),
    ).toEqual([]);
    const rules = (await nextConfig.headers?.()) ?? [];
    const of = rules.find(({ source }) => source === "/api/files/:path*")?.headers ?? [];
    expect(Object.fromEntries(of.map(({ key, value }) => [key, value]))).toMatchObject({
      "Cache-Control": "private, no-store",
      "Content-Security-Policy": expect.stringContaining("frame-ancestors 'none'"),
      "Referrer-Policy": "no-referrer",
    });
    expect(nextConfig.experimental?.proxyClientMaxBodySize).toBe("2mb");
  });

  it("asks for HTTPS for ever only where it was HTTPS and not this very machine", () => {
    expect(ask("/zh-CN").headers.get("strict-transport-security")).toBeNull();
    const far = ask("/zh-CN", { "x-forwarded-proto": "https" }, "http://anzhuan.example");
    expect(far.headers.get("strict-transport-security")).toContain("max-age");
    expect(far.headers.get("content-security-policy")).not.toContain("localhost");
  });
});
