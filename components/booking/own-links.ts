"use client";

import { useKept } from "./kept";

const none: Record<string, string> = {};

/**
 * Draft links of bookings made in this browser, by booking: they show more than the tracking link that is passed around
 * (the boarding code), and only here.
 */
export function useOwnLinks() {
  return useKept("anzhuan.own", "local", none);
}
