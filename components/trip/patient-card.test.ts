import { describe, expect, it } from "vitest";
import english from "@/messages/en/trip.json";
import chinese from "@/messages/zh-CN/trip.json";
import { relations } from "@/server/core/booking-input";

describe("the booker on the crew's phone", () => {
  it.each([
    ["zh-CN", chinese],
    ["en", english],
  ])("says in words how the booker stands to the patient, in %s", (_, words) => {
    expect(Object.keys(words.patient.relations).sort()).toEqual([...relations].sort());
  });
});
