import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callerAddress, countedAddress, proxyList } from "./caller-address";
import { noteCallers, notedCaller, readableAddress } from "./front";

const none = proxyList("");
const chain = proxyList("10.0.0.0/8 127.0.0.1, fd00::/8");

describe("the caller's address", () => {
  it.each([
    ["203.0.113.9", "198.51.100.7", none, "203.0.113.9", "nobody is trusted"],
    ["203.0.113.9", "198.51.100.7", chain, "203.0.113.9", "the peer is no trusted proxy"],
    ["::ffff:127.0.0.1", "198.51.100.7", chain, "198.51.100.7", "the peer is a trusted proxy"],
    ["127.0.0.1", "1.1.1.1, 198.51.100.7, 10.2.3.4", chain, "198.51.100.7", "a chain of trusted proxies"],
    ["127.0.0.1", "1.1.1.1, nonsense, 10.2.3.4", chain, "10.2.3.4", "a hop that is no address ends it"],
    ["127.0.0.1", undefined, chain, "127.0.0.1", "the proxy asks for itself"],
    ["fd00::1", "[2001:db8::5]:4711", chain, "2001:db8::5", "ports and brackets are left out"],
    [undefined, "198.51.100.7", chain, "unknown", "there is no peer"],
  ])("from %s with %s", (peer, forwardedFor, proxies, expected, why) => {
    expect(callerAddress(peer, forwardedFor, proxies), why).toBe(expected);
  });

  it.each(["10.0.0.0/33", "somewhere", "10.0.0.1/8/8", "10.0.0.1/x"])("refuses the proxy %s", (entry) => {
    expect(() => proxyList(entry)).toThrow(entry);
  });

  it("counts the networks of IPv6 as one caller each, addresses of IPv4 for themselves", () => {
    const one = ["2001:db8:1:2::1", "2001:0DB8:0001:0002:ffff:1:2:3", "2001:db8:1:2:a::"].map(countedAddress);
    expect(new Set(one)).toEqual(new Set(["2001:db8:1:2::/64"]));
    expect(countedAddress("2001:db8:1:3::1")).toBe("2001:db8:1:3::/64");
    expect([countedAddress("::1"), countedAddress("203.0.113.9")]).toEqual(["0:0:0:0::/64", "203.0.113.9"]);
  });
});

it("hands on addresses that decode, and an unreadable one as it was written", () => {
  for (const fine of ["/zh-CN/verify/%E6%B5%99J12345?q=%", "/", "*"])
    expect(readableAddress(fine)).toBe(fine);
  expect(readableAddress("/verify/%E0%A4%A?q=%20")).toBe("/verify/%25E0%25A4%25A?q=%20");
});

describe("what stands before the server", () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => {
      response.end(notedCaller(new Headers(request.headers as Record<string, string>)));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterAll(() => server.close());
  const ask = async (headers: Record<string, string>) => {
    const { port } = server.address() as AddressInfo;
    return (await fetch(`http://127.0.0.1:${port}/`, { headers })).text();
  };
  const forged = { "x-caller-address": "198.51.100.7", "x-forwarded-for": "198.51.100.8" };

  it("vouches for nobody before it was put there, then for the socket's peer whatever the caller writes", async () => {
    expect(await ask(forged)).toBe("unknown");
    noteCallers(none);
    noteCallers(proxyList("127.0.0.1"));
    expect(await ask(forged)).toBe("127.0.0.1");
    expect(await ask({})).toBe("127.0.0.1");
  });
});
