"use client";

import { PageError, type PageErrorProps } from "@/components/shell/page-error";

/** A failure outside of any area's frame. */
export default function OuterError(props: PageErrorProps) {
  return (
    <main className="px-4 py-12">
      <PageError {...props} />
    </main>
  );
}
