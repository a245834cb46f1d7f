"use client";

import { Tooltip as Primitive } from "radix-ui";
import type { ReactNode } from "react";

/**
 * A few more words for a control with an icon, on hover and on focus. Nothing a reader needs may stand only here:
 * a finger has no hover. For explanations that must open by tap use `Definition`.
 */
export function Tooltip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={250}>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-72 animate-appear rounded-md bg-night px-3 py-2 text-sm text-white shadow-floating"
          >
            {text}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  );
}
