import { expect, it } from "vitest";
import { templates } from "@/emails/registry";
import english from "@/messages/en/record.json";

it("names every message that the record can list", () => {
  const known = Object.keys(english.messages.templates);
  expect(Object.keys(templates).filter((name) => !known.includes(name))).toEqual([]);
});
