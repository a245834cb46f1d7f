/** What is to happen, in the order of its instants; at the same instant what was entered first. */
export interface EventList<T> {
  /** `at`: epoch milliseconds. */
  add(at: number, event: T): void;
  /** Takes the next event out; undefined when nothing is left. */
  next(): { at: number; event: T } | undefined;
}

interface Entry<T> {
  at: number;
  turn: number;
  event: T;
}

const isBefore = <T>(a: Entry<T>, b: Entry<T>): boolean => a.at < b.at || (a.at === b.at && a.turn < b.turn);

/** Where an entry belongs in a list that is in order, latest first. */
function placeOf<T>(entries: readonly Entry<T>[], entry: Entry<T>): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = entries[middle];
    if (there && isBefore(entry, there)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An empty list of events. */
export function eventList<T>(): EventList<T> {
  const entries: Entry<T>[] = [];
  let turn = 0;
  return {
    add: (at, event) => {
      const entry = { at, turn: turn++, event };
      entries.splice(placeOf(entries, entry), 0, entry);
    },
    next: () => {
      const entry = entries.pop();
      return entry && { at: entry.at, event: entry.event };
    },
  };
}
