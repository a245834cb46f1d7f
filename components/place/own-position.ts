"use client";

import { useState } from "react";

type Problem = "denied" | "unavailable" | "rough";

/** Worse than this a position tells the village, not the door. */
const roughestMetres = 500;
const patienceMilliseconds = 12_000;

/** Ask the device where it is; the reader is told in words why that failed. Browsers answer in WGS-84. */
export function useOwnPosition(onPosition: (point: { lat: number; lon: number }) => void) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const end = (what?: Problem) => {
    setBusy(false);
    setProblem(what);
  };
  const ask = () => {
    if (!("geolocation" in navigator)) return setProblem("unavailable");
    setBusy(true);
    setProblem(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        end(coords.accuracy > roughestMetres ? "rough" : undefined);
        onPosition({ lat: coords.latitude, lon: coords.longitude });
      },
      (error) => end(error.code === error.PERMISSION_DENIED ? "denied" : "unavailable"),
      { enableHighAccuracy: true, timeout: patienceMilliseconds, maximumAge: 60_000 },
    );
  };
  return { ask, isBusy, problem };
}
