import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "@/proxy";

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

  it("asks for HTTPS for ever only where it was HTTPS and not this very machine", () => {
    expect(ask("/zh-CN").headers.get("strict-transport-security")).toBeNull();
    const far = ask("/zh-CN", { "x-forwarded-proto": "https" }, "http://anzhuan.example");
    expect(far.headers.get("strict-transport-security")).toContain("max-age");
    expect(far.headers.get("content-security-policy")).not.toContain("localhost");
  });
});
