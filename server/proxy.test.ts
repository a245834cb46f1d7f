import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "@/proxy";

const name = "anzhuan.browser";
const phone = { "user-agent": "One make of phone", host: "anzhuan.example" };

/** What the page is told of its browser, and what the browser is told to keep. */
function visit(path: string, cookie = "") {
  const headers = new Headers({ ...phone, ...(cookie ? { cookie } : {}) });
  const response = proxy(new NextRequest(`https://anzhuan.example${path}`, { headers }));
  const told = response.headers.get("x-middleware-request-cookie") ?? "";
  const named = told.split("; ").find((part) => part.startsWith(`${name}=`));
  return { named: named?.slice(name.length + 1), kept: response.cookies.get(name) };
}

describe("whoever comes to a vehicle's page", () => {
  it("is told apart from the next phone of the same make at once, and stays the same browser", () => {
    const [one, two] = [
      visit("/zh-CN/verify/331000-26-000001?m=x"),
      visit("/zh-CN/verify/331000-26-000001?m=x"),
    ];
    expect(one.named).toMatch(/^[0-9a-f]{32}$/);
    expect(two.named).not.toBe(one.named);
    expect(one.kept).toMatchObject({ value: one.named, httpOnly: true, sameSite: "lax", path: "/" });
  });

  it("keeps the name that its browser brings, beside its other cookies", () => {
    const back = visit("/zh-CN/verify/331000-26-000001", `a=b; ${name}=mine`);
    expect(back.named).toBe("mine");
    expect(back.kept).toBeUndefined();
    expect(visit("/zh-CN/verify/331000-26-000001", "a=b; c=d").named).toMatch(/^[0-9a-f]{32}$/);
  });

  it("elsewhere is given none: limits count whoever brings none by address", () => {
    for (const path of ["/zh-CN/book", "/api/verify/331000-26-000001", "/zh-CN", "/zh-CN/verifying"])
      expect(visit(path).named).toBeUndefined();
  });
});
