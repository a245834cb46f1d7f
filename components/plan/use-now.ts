"use client";

import { useEffect, useState } from "react";
import { useDesk } from "./desk";

/** The present by the server's clock, epoch milliseconds, renewed every half minute. */
export function useNow(): number {
  const { now, serverOffset } = useDesk();
  const [at, setAt] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setAt(Date.now() + serverOffset), 30_000);
    return () => clearInterval(timer);
  }, [serverOffset]);
  return at;
}
