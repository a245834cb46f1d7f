"use client";

import { useEffect, useRef } from "react";

const typing = "input:not([type=radio]):not([type=checkbox]),textarea,select,[contenteditable]";

/** One key, one deed, wherever the focus is, unless somebody types or a dialog is open. Keys in lower case. */
export function useShortcuts(deeds: Record<string, (() => void) | undefined>): void {
  const latest = useRef(deeds);
  useEffect(() => {
    latest.current = deeds;
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(typing)) return;
      if (document.querySelector("[role=dialog],[role=alertdialog]")) return;
      const deed = latest.current[event.key.toLowerCase()];
      if (!deed) return;
      event.preventDefault();
      deed();
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, []);
}
