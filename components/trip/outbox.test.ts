import { describe, expect, it } from "vitest";
import type { CallFailure } from "@/components/api/domain-error";
import { makeOutbox } from "./outbox";
import type { Entry } from "./outbox-entry";
import { memoryStore } from "./outbox-store";

const offline: CallFailure = { code: "unavailable", key: "network", data: {}, fields: [] };
const wrong: CallFailure = { code: "bad_input", key: "trip.wrong_code", data: { left: 4 }, fields: [] };

let made = 0;
function entry(owner = "me"): Entry {
  made += 1;
  const id = `entry-${made}`;
  const input = { eventId: id, tripId: "trip", happenedAt: "2026-11-22T08:00:00Z", move: "depart" } as const;
  return {
    id,
    owner,
    tripId: "trip",
    madeAt: made,
    call: { verb: "trip.advance", input },
    files: [],
    failure: null,
  };
}

/** An outbox whose network answers as `answers` says; retries run only when asked. */
function outboxWith(answers: (entry: Entry) => CallFailure | null) {
  const store = memoryStore();
  const sent: string[] = [];
  const retries: (() => void)[] = [];
  const box = makeOutbox({
    store,
    send: async (each) => {
      const failure = answers(each);
      if (!failure) sent.push(each.id);
      return failure;
    },
    mayPass: (failure) => failure.code === "unavailable",
    later: (work) => void retries.push(work),
  });
  return { store, sent, retries, box };
}

describe("the outbox", () => {
  it("tells at once that an entry was answered, and keeps nothing of it", async () => {
    const { box, store, sent } = outboxWith(() => null);
    const one = entry();
    expect(await box.send(one)).toEqual({ kind: "sent" });
    expect(sent).toEqual([one.id]);
    expect(await store.all()).toEqual([]);
    expect(box.state().entries).toEqual([]);
  });

  it("keeps what the network did not take and sends it later in the order it was made", async () => {
    let online = false;
    const { box, store, sent, retries } = outboxWith(() => (online ? null : offline));
    const [first, second] = [entry(), entry()];
    expect(await box.send(first)).toEqual({ kind: "kept" });
    expect(await box.send(second)).toEqual({ kind: "kept" });
    expect((await store.all()).map((each) => each.id)).toEqual([first.id, second.id]);
    expect(box.state().hindrance).toEqual(offline);
    expect(retries.length).toBeGreaterThan(0);
    online = true;
    await box.flush();
    expect(sent).toEqual([first.id, second.id]);
    expect(box.state()).toMatchObject({ entries: [], sending: false, hindrance: null });
    expect(box.state().settled.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(await store.all()).toEqual([]);
  });

  it("hands a refusal back to the form that waits for it and does not keep the entry", async () => {
    const { box, store } = outboxWith(() => wrong);
    expect(await box.send(entry())).toEqual({ kind: "refused", failure: wrong });
    expect(await store.all()).toEqual([]);
  });

  it("keeps a refusal that comes when no form waits any more, and goes on with the next entry", async () => {
    let answer: CallFailure | null = offline;
    const first = entry();
    const second = entry();
    const { box, sent } = outboxWith((each) =>
      each.id === first.id ? answer : answer === offline ? offline : null,
    );
    await box.send(first);
    await box.send(second);
    answer = wrong;
    await box.flush();
    expect(sent).toEqual([second.id]);
    expect(box.state().entries.map(({ id, failure }) => [id, failure])).toEqual([[first.id, wrong]]);
    await box.discard(first.id);
    expect(box.state().entries).toEqual([]);
  });

  it("after a reload sends what this membership kept, and nothing of anybody else's", async () => {
    const { box, store, sent } = outboxWith(() => null);
    const [mine, theirs] = [entry("me"), entry("somebody")];
    await store.put(mine);
    await store.put(theirs);
    await box.open("me");
    expect(sent).toEqual([mine.id]);
    expect((await store.all()).map((each) => each.id)).toEqual([theirs.id]);
  });
});
