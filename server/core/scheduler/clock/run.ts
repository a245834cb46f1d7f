import { type ClockRoom, type Hand, mostBreaks, setHand } from "@/server/core/scheduler/clock/room";
import { cross, takeBreaks, timeSegment } from "@/server/core/scheduler/clock/segment";

/**
 * The rules of the clock, for a given order of stops (the verifier implements them again on its own):
 *
 * 1. A stop begins at the earliest instant that all rules allow. An empty vehicle waits; with a patient on board it may
 *    stand still for at most `maxWaitOnBoardSeconds`, so the pickup is delayed instead (as in the forward slack of
 *    Cordeau and Laporte 2003, solved here as least solution of the difference constraints of one segment).
 *    A segment reaches from the empty vehicle to the next time it is empty.
 * 2. A ride lasts from leaving the pickup to the beginning of unloading.
 * 3. Breaks are taken in order with an empty vehicle, anywhere on the way between two stops (or before leaving the
 *    base, or back at it), as early as their window allows. Where the leg would pass four hours at the wheel, the break
 *    is taken before setting out.
 * 4. With one driver, four hours at the wheel are followed by 20 minutes' rest, on the leg. An empty wait or break of 20
 *    minutes is such a rest. With two drivers they take turns.
 *
 * Breaks are placed by dynamic programming over (segment, breaks taken); nothing is ever refused here: what comes too
 * late is summed in `late`, and a timing is kept exactly when that is 0.
 */
export function runClock(room: ClockRoom): void {
  const { hand } = room;
  hand.free = room.from;
  hand.wheel = room.wheel;
  hand.late = 0;
  hand.rest = 0;
  room.rest = 0;
  room.late = 0;
  room.leave = room.from;
  room.back = room.from;
  room.end = room.from;
  if (room.size === 0 && !room.isUnderWay) return;
  cutSegments(room);
  if (!placeBreaks(room)) return;
  driveAll(room);
}

/** The stops cut wherever the vehicle is empty. */
function cutSegments(room: ClockRoom): void {
  const { size, pickupAt, first, last } = room;
  let { aboard } = room;
  let begin = 0;
  room.segments = 0;
  for (let stop = 0; stop < size; stop++) {
    aboard += (pickupAt[stop] as number) === -2 ? 1 : -1;
    if (aboard > 0 && stop < size - 1) continue;
    first[room.segments] = begin;
    last[room.segments++] = stop;
    begin = stop + 1;
  }
}

const isBetter = (a: Hand, b: Hand): boolean =>
  a.late < b.late || (a.late === b.late && (a.free < b.free || (a.free === b.free && a.wheel < b.wheel)));

/** Home after the last stop; what is left of the breaks is taken there. `room.back` is the return, `out` the end. */
function goHome(room: ClockRoom, hand: Hand, out: Hand, breakFrom: number): void {
  const { pause } = room;
  cross(room, hand, out, room.size, breakFrom, breakFrom);
  room.back = out.free;
  takeBreaks(room, out, breakFrom, room.breaks);
  out.free = pause.free;
  out.late = pause.late + Math.max(0, pause.free - room.until);
}

/** For each segment, how many breaks to have taken before it, in `room.chosen`; false when a strict clock finds no way. */
function placeBreaks(room: ClockRoom): boolean {
  const { breaks, taken, segments, chosen, labels, hasLabel } = room;
  if (taken >= breaks) {
    chosen.fill(breaks, 0, segments);
    return true;
  }
  hasLabel.fill(0);
  hasLabel[taken] = 1;
  setHand(labels[taken] as Hand, room.hand);
  for (let segment = 0; segment < segments; segment++) if (!passSegment(room, segment)) return false;
  const best = bestEnd(room);
  if (best < 0) return false;
  for (let segment = segments - 1, now = best; segment >= 0; segment--) {
    chosen[segment] = now;
    now = room.cameFrom[segment * (mostBreaks + 1) + now] as number;
  }
  return true;
}

/** All ways through one segment, from every number of breaks taken to every later one. */
function passSegment(room: ClockRoom, segment: number): boolean {
  const { labels, nextLabels, hasLabel, hasNext, breaks, taken, out, cameFrom, isStrict } = room;
  const first = room.first[segment] as number;
  const startsEmpty = first > 0 || room.aboard === 0;
  let found = false;
  hasNext.fill(0);
  for (let before = taken; before <= breaks; before++) {
    if (hasLabel[before] === 0) continue;
    const most = startsEmpty ? breaks : before;
    for (let now = before; now <= most; now++) {
      timeSegment(room, labels[before] as Hand, out, first, room.last[segment] as number, before, now);
      if (isStrict && out.late > 0) {
        room.late = out.late;
        continue;
      }
      if (hasNext[now] === 1 && !isBetter(out, nextLabels[now] as Hand)) continue;
      setHand(nextLabels[now] as Hand, out);
      hasNext[now] = 1;
      cameFrom[segment * (mostBreaks + 1) + now] = before;
      found = true;
    }
  }
  room.labels = nextLabels;
  room.nextLabels = labels;
  room.hasLabel = hasNext;
  room.hasNext = hasLabel;
  return found;
}

/** How many breaks to have taken before the way home; −1 when a strict clock finds that too late. */
function bestEnd(room: ClockRoom): number {
  const { labels, hasLabel, breaks, taken, out, ready } = room;
  let best = -1;
  for (let now = breaks; now >= taken; now--) {
    if (hasLabel[now] === 0) continue;
    goHome(room, labels[now] as Hand, out, now);
    if (room.isStrict && out.late > 0) room.late = out.late;
    else if (best < 0 || isBetter(out, ready)) {
      setHand(ready, out);
      best = now;
    }
  }
  return best;
}

/** The whole way once more, with its breaks where they were chosen. */
function driveAll(room: ClockRoom): void {
  const { hand, out, segments, chosen, breakBefore, size, breaks } = room;
  let taken = Math.min(room.taken, breaks);
  for (let segment = 0; segment < segments; segment++) {
    const first = room.first[segment] as number;
    const now = chosen[segment] as number;
    for (let index = taken; index < now; index++) breakBefore[index] = first;
    timeSegment(room, hand, out, first, room.last[segment] as number, taken, now);
    if (room.isStrict && out.late > 0) {
      room.late = out.late;
      return;
    }
    setHand(hand, out);
    taken = now;
  }
  for (let index = taken; index < breaks; index++) breakBefore[index] = size;
  goHome(room, hand, out, taken);
  room.end = out.free;
  room.rest = out.rest;
  room.late = out.late;
  room.leave = leaveTime(room);
}

/** When the vehicle must leave for its first stop: no earlier than that stop and the breaks on the way ask for. */
function leaveTime(room: ClockRoom): number {
  const { isUnderWay, size, from, start, way, breaks, taken, breakBefore, breakStart, breakLength } = room;
  if (isUnderWay || size === 0) return from;
  let leave = (start[0] as number) - (way[0] as number);
  for (let index = breaks - 1; index >= taken; index--) {
    if (breakBefore[index] !== 0) continue;
    const length = breakLength[index] as number;
    if ((breakStart[index] as number) + length > leave) leave -= length;
  }
  return leave;
}
