import fc from "fast-check";
import { expect, it } from "vitest";
import { eventList } from "./event-list";

it("gives every event back once, by instant, and at the same instant in the order entered", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (instants) => {
      const list = eventList<number>();
      for (const [index, at] of instants.entries()) list.add(at, index);
      const out: { at: number; event: number }[] = [];
      for (let next = list.next(); next; next = list.next()) out.push(next);
      const wanted = instants.map((at, event) => ({ at, event })).sort((a, b) => a.at - b.at);
      expect(out).toEqual(wanted);
    }),
  );
});

it("takes events in while it is emptied", () => {
  const list = eventList<string>();
  list.add(10, "late");
  list.add(1, "early");
  expect(list.next()).toEqual({ at: 1, event: "early" });
  list.add(5, "between");
  expect(list.next()).toEqual({ at: 5, event: "between" });
  expect(list.next()).toEqual({ at: 10, event: "late" });
  expect(list.next()).toBeUndefined();
});
