import { DrizzleQueryError } from "drizzle-orm/errors";
import { expect, it } from "vitest";
import { failureText, loggable } from "./failure";

it("shows the cause of a failed query and none of the values it was asked with", () => {
  const cause = new Error("value too long");
  const error = new DrizzleQueryError("insert into assessment values ($1)", ["喘不上气"], cause);
  expect(loggable(error)).toBe(cause);
  expect(failureText(error)).toBe("value too long");
  expect(failureText(new DrizzleQueryError("select $1", ["喘不上气"]))).not.toContain("喘");
});

it("leaves every other failure as it is", () => {
  const error = new Error("no network");
  expect(loggable(error)).toBe(error);
  expect(failureText("gone")).toBe("gone");
});
