"use client";

import { useEffect, useSyncExternalStore } from "react";
import { type Fix, sendPositions } from "./outbox-send";

/** `off`: not asked for yet; `denied`: the phone says no; `on`: readings come in. */
export type PositionState = "off" | "waiting" | "on" | "denied" | "unsupported";

const wishKey = "anzhuan.crew.position";
const bufferKey = "anzhuan.crew.fixes";
const sendEveryMs = 15_000;
/** The server keeps one fix per five seconds; nearer ones would only cost battery. */
const leastGapMs = 5_000;
/** A whole day off the network; the oldest go first. */
const mostKept = 5_000;
const mostPerBatch = 500;
const metresPerSecondToKmh = 3.6;

let state: PositionState = "off";
let last: Fix | null = null;
let watch: number | null = null;
const listeners = new Set<() => void>();

function set(next: PositionState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** The newest reading of this phone, for the events it sends; null before the first or after ten minutes. */
export function lastFix(): Fix | null {
  return last && Date.now() - Date.parse(last.at) < 600_000 ? last : null;
}

function readBuffer(): Fix[] {
  try {
    return JSON.parse(localStorage.getItem(bufferKey) ?? "[]") as Fix[];
  } catch {
    return [];
  }
}

function writeBuffer(fixes: Fix[]): void {
  try {
    localStorage.setItem(bufferKey, JSON.stringify(fixes.slice(-mostKept)));
  } catch {
    // A full or forbidden storage costs positions, never the trip.
  }
}

function take({ coords, timestamp }: GeolocationPosition): void {
  const fix: Fix = {
    at: new Date(timestamp).toISOString(),
    lat: coords.latitude,
    lon: coords.longitude,
    accuracyMetres: coords.accuracy ?? null,
    speedKmh: coords.speed === null ? null : Math.min(250, Math.max(0, coords.speed * metresPerSecondToKmh)),
  };
  const isNear = last && timestamp - Date.parse(last.at) < leastGapMs;
  if (!isNear) {
    last = fix;
    writeBuffer([...readBuffer(), fix]);
  }
  if (state !== "on") set("on");
}

function begin(): void {
  if (watch !== null) return;
  if (!("geolocation" in navigator)) {
    set("unsupported");
    return;
  }
  if (state !== "on") set("waiting");
  watch = navigator.geolocation.watchPosition(
    take,
    (error) => {
      if (error.code === error.PERMISSION_DENIED) set("denied");
    },
    { enableHighAccuracy: true, maximumAge: 10_000, timeout: 60_000 },
  );
}

function end(): void {
  if (watch !== null) navigator.geolocation.clearWatch(watch);
  watch = null;
  set("off");
}

/** Ask the phone for its position, and remember that this person agreed on this phone. */
export function sharePosition(wanted: boolean): void {
  localStorage.setItem(wishKey, wanted ? "yes" : "no");
  if (wanted) begin();
  else end();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePositionState(): PositionState {
  return useSyncExternalStore(
    subscribe,
    () => state,
    () => "off",
  );
}

let isSending = false;

async function sendBuffer(shiftId: string): Promise<void> {
  const batch = readBuffer().slice(0, mostPerBatch);
  if (isSending || batch.length === 0) return;
  isSending = true;
  const isDone = await sendPositions(shiftId, batch).finally(() => {
    isSending = false;
  });
  // New readings came in meanwhile: only what was sent goes.
  if (isDone) writeBuffer(readBuffer().slice(batch.length));
}

/**
 * While a trip of this shift is under way: read the position (after the person agreed) and send it in batches; what the
 * network does not take is kept. Without a trip nothing is read.
 */
export function usePositionReports(shiftId: string | null): void {
  useEffect(() => {
    if (!shiftId) return;
    if (localStorage.getItem(wishKey) === "yes") begin();
    const timer = setInterval(() => void sendBuffer(shiftId), sendEveryMs);
    return () => {
      clearInterval(timer);
      void sendBuffer(shiftId);
      end();
    };
  }, [shiftId]);
}
