import { makeOutbox, type Outbox } from "./outbox";
import { mayPass, sendEntry } from "./outbox-send";
import { diskStore, memoryStore } from "./outbox-store";

let made: Outbox | undefined;

/** This tab's one outbox; made in the browser only, when it is first asked for. */
export function crewOutbox(): Outbox {
  made ??= makeOutbox({
    store: "indexedDB" in globalThis ? diskStore() : memoryStore(),
    send: sendEntry,
    mayPass,
    later: (work, milliseconds) => void setTimeout(work, milliseconds),
  });
  return made;
}
