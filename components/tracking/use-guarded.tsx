"use client";

import { type ReactNode, useState } from "react";
import { readFailure } from "@/components/api/domain-error";
import { ManageDialog } from "./manage-dialog";
import type { TrackPart } from "./part";

const codeKeys = new Set(["booking.code_needed", "link.code_needed", "code.needed"]);

/** Do something that asks for a one-time code: ask for it where none was given, then do it. Put `dialog` in the page. */
export function useGuarded(part: TrackPart): {
  guard: (deed: () => Promise<unknown>) => void;
  dialog: ReactNode;
} {
  const [deed, setDeed] = useState<{ run: () => Promise<unknown> } | null>(null);
  const isFree = part.view.manage || part.manage.isOpen;
  const attempt = (run: () => Promise<unknown>) => {
    // What went wrong is shown where the deed was started; only a code that ran out leads back here.
    run().catch((error: unknown) => {
      if (codeKeys.has(readFailure(error).key)) setDeed({ run });
    });
  };
  const guard = (run: () => Promise<unknown>) => (isFree ? attempt(run) : setDeed({ run }));
  const dialog = (
    <ManageDialog
      {...part}
      open={deed !== null}
      onOpenChange={(open) => (open ? undefined : setDeed(null))}
      onDone={() => {
        const run = deed?.run;
        setDeed(null);
        if (run) attempt(run);
      }}
    />
  );
  return { guard, dialog };
}
