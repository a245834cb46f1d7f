import { expect, it } from "vitest";
import { readAddressPart } from "./address-part";

it("reads escapes, and of broken ones nothing", () => {
  expect(readAddressPart("%E6%B5%99J12345")).toBe("浙J12345");
  expect(["%", "%E0%A4%A", "%zz"].map(readAddressPart)).toEqual([null, null, null]);
});
