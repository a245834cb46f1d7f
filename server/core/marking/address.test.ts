import { expect, it } from "vitest";
import { readMarkingCode } from "./address";

const ours = ["https://96120.example", "http://localhost:3000"];
const read = (text: string) => readMarkingCode(text, ours);

it("reads serial and signed part from the address of a marking, in any language", () => {
  const marking = { kind: "marking", serial: "331000-26-000012", code: "AZ1.abc_-" };
  expect(read("https://96120.example/verify/331000-26-000012?m=AZ1.abc_-")).toEqual(marking);
  expect(read(" http://localhost:3000/zh-CN/verify/331000-26-000012?m=AZ1.abc_- \n")).toEqual(marking);
  expect(read("https://96120.example/verify/331000-26-000012")).toEqual({ ...marking, code: null });
  expect(read("https://96120.example/verify/%E6%B5%99J12345")).toMatchObject({ serial: "浙J12345" });
});

it("opens nobody else's page, however alike", () => {
  const elsewhere = (host: string) => ({ kind: "elsewhere", host });
  expect(read("https://96120.example.evil.test/verify/331000-26-000012?m=x")).toEqual(
    elsewhere("96120.example.evil.test"),
  );
  expect(read("http://96120.example/verify/331000-26-000012?m=x")).toEqual(elsewhere("96120.example"));
  expect(read("https://96120.example@evil.test/verify/1")).toEqual(elsewhere("evil.test"));
  expect(read("https://96120.example:444/verify/1")).toEqual(elsewhere("96120.example:444"));
});

it("takes nothing else for a marking", () => {
  for (const text of [
    "",
    "331000-26-000012",
    "javascript:alert(1)//https://96120.example/verify/1",
    "weixin://pay/1",
    "https://96120.example/track/331000_abc",
    "https://96120.example/verify/",
    "https://96120.example/a/b/verify/1",
    "https://96120.example/verify/%E0%A4%A",
  ])
    expect(read(text)).toEqual({ kind: "no_marking" });
});
