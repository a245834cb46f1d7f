import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makePacking } from "@/server/core/scheduler/engine/packing";

const four = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9));

describe("packed capacities", () => {
  it("tell by one subtraction whether a load more fits in every field", () => {
    fc.assert(
      fc.property(four, four, four, (room, aboard, load) => {
        fc.pre(aboard.every((it, field) => it <= (room[field] ?? 0)));
        const { guards, pack } = makePacking([9, 9, 9, 9]);
        const left = pack(room) + guards - pack(aboard) - pack(load);
        const fits = load.every((it, field) => it + (aboard[field] ?? 0) <= (room[field] ?? 0));
        expect((left & guards) === guards).toBe(fits);
      }),
    );
  });

  it("refuse what does not fit one number", () => {
    expect(() => makePacking([70_000, 70_000])).toThrow("bad_input");
  });
});
