import { describe, expect, it } from "vitest";
import { navigationLinks } from "./navigation-links";

describe("links into map applications", () => {
  const links = navigationLinks("台州市立医院 & 门诊", { lat: 39.9042, lon: 116.4074 });
  const of = (app: string) => links.find((link) => link.app === app)?.href ?? "";

  it("carry the place in the datum of Chinese maps, not in WGS-84", () => {
    // Shift of the datum in Beijing: some 600 m to the north-east.
    expect(of("amap")).toMatch(/to=116\.4136\d+,39\.9056\d+/);
    expect(of("other")).toMatch(/^geo:39\.9056\d+,116\.4136\d+\?q=/);
    expect(of("baidu")).toContain("coord_type=gcj02");
  });

  it("carry a name that cannot break out of its parameter", () => {
    for (const { href } of links) expect(href.split("?")[1]).not.toMatch(/ |& /);
    expect(of("amap")).toContain(encodeURIComponent("台州市立医院 & 门诊"));
  });
});
