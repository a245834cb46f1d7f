import { afterEach, expect, it, vi } from "vitest";
import { dropTyped, keepTyped, readTyped } from "./typed";

const draft = { revision: 3, values: { titleZh: "认证标准" } };

/** A browser as far as keeping goes; `full`: it keeps nothing more. */
function browser(full: boolean): Map<string, string> {
  const held = new Map<string, string>();
  const setItem = (key: string, text: string) => {
    if (full) throw new DOMException("full", "QuotaExceededError");
    held.set(key, text);
  };
  const getItem = (key: string) => held.get(key) ?? null;
  const removeItem = (key: string) => held.delete(key);
  vi.stubGlobal("window", { sessionStorage: { setItem, getItem, removeItem } });
  return held;
}

afterEach(() => {
  dropTyped("v1");
  vi.unstubAllGlobals();
});

it("keeps what was typed in the browser's tab until it is dropped", () => {
  const held = browser(false);
  keepTyped("v1", draft);
  expect(held.size).toBe(1);
  expect(readTyped("v1")).toEqual(draft);
  expect(readTyped("v2")).toBeNull();
  dropTyped("v1");
  expect(readTyped("v1")).toBeNull();
});

it("goes on where the browser's store is full: what was typed lasts as long as the page", () => {
  browser(true);
  expect(() => keepTyped("v1", draft)).not.toThrow();
  expect(readTyped("v1")).toEqual(draft);
});

it("goes on where the browser keeps nothing at all", () => {
  const blocked = () => {
    throw new DOMException("blocked", "SecurityError");
  };
  vi.stubGlobal("window", Object.defineProperty({}, "sessionStorage", { get: blocked }));
  expect(() => keepTyped("v1", draft)).not.toThrow();
  expect(readTyped("v1")).toEqual(draft);
});

it("takes what it cannot read for nothing", () => {
  const held = browser(false);
  held.set("rule-draft:v1", "{");
  expect(readTyped("v1")).toBeNull();
});
