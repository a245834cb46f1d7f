"use client";

import { Info } from "lucide-react";
import { Popover } from "radix-ui";
import type { ReactNode } from "react";

/** A small "i" that opens an explanation by click, tap or key. */
export function Definition({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={label}
        className="no-print grid size-8 shrink-0 place-items-center rounded-full text-ink-soft hover:bg-sunken hover:text-primary"
      >
        <Info aria-hidden="true" className="size-4.5" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={label}
          sideOffset={4}
          collisionPadding={12}
          className="z-50 max-w-80 animate-appear rounded-lg border border-line bg-surface p-4 text-ink text-sm shadow-floating"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
