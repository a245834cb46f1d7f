"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";

interface ScrollRegionProps {
  /** What lies in it, for screen readers. */
  label: string;
  className?: string;
  children: ReactNode;
}

/**
 * What is wider than its place scrolls sideways inside it. While it does, it is a named region that the keyboard can
 * reach and scroll; while all of it shows, it is no stop on the way.
 */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [isWider, setWider] = useState(false);
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const measure = () => setWider(box.scrollWidth > box.clientWidth + 1);
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    if (box.firstElementChild) observer.observe(box.firstElementChild);
    return () => observer.disconnect();
  }, []);
  const reachable = isWider ? { tabIndex: 0, role: "region", "aria-label": label } : {};
  return (
    <div ref={frame} className={className} {...reachable}>
      {children}
    </div>
  );
}
