"use client";

import { useEffect, useRef, useState } from "react";

const pauseMilliseconds = 180;

interface Question<Option> {
  search: (query: string, signal: AbortSignal) => Promise<Option[]>;
  query: string;
  isOn: boolean;
}

interface Answer<Option> {
  options: Option[];
  state: "idle" | "searching" | "found" | "failed";
}

/** Ask after a short pause in typing; an answer that comes late to an old question is thrown away. */
export function useSearch<Option>({ search, query, isOn }: Question<Option>): Answer<Option> {
  const [answer, setAnswer] = useState<Answer<Option>>({ options: [], state: "idle" });
  const latest = useRef(search);
  useEffect(() => {
    latest.current = search;
  });
  useEffect(() => {
    if (!isOn) return setAnswer({ options: [], state: "idle" });
    const abort = new AbortController();
    const ask = async () => {
      setAnswer((last) => ({ options: last.options, state: "searching" }));
      try {
        const options = await latest.current(query.trim(), abort.signal);
        if (!abort.signal.aborted) setAnswer({ options, state: "found" });
      } catch {
        if (!abort.signal.aborted) setAnswer({ options: [], state: "failed" });
      }
    };
    const timer = setTimeout(ask, pauseMilliseconds);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query, isOn]);
  return answer;
}
