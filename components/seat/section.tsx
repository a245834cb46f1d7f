import type { ReactNode } from "react";

/** One step of a call: its number, what to ask for, the fields. */
export function Section({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section className="rounded-lg border border-line bg-surface px-4 py-4 shadow-raised sm:px-5">
      <h2 className="mb-4 flex items-center gap-2.5 text-lg">
        <span
          aria-hidden="true"
          className="grid size-7 shrink-0 place-items-center rounded-full bg-primary-soft font-semibold text-base text-primary"
        >
          {number}
        </span>
        {title}
      </h2>
      <div className="grid gap-4">{children}</div>
    </section>
  );
}
