"use client";

import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";
import { useFieldControl } from "./field";

/** The look of everything one types into or picks from. */
export const controlLook =
  "min-h-12 w-full min-w-0 rounded-md border border-control bg-surface px-3.5 text-base placeholder:text-ink-soft/80 hover:border-primary aria-invalid:border-danger aria-invalid:bg-danger-soft/40 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-soft [&[readonly]]:bg-sunken";

export interface InputProps extends ComponentProps<"input"> {
  /** Stands inside at the end: a unit, an icon. */
  suffix?: ReactNode;
}

/** One line of text. Takes id and error wiring from the `Field` around it. */
export function Input({ suffix, className, ...rest }: InputProps) {
  const control = useFieldControl();
  if (!suffix) return <input {...control} {...rest} className={classNames(controlLook, className)} />;
  return (
    <span className="relative block">
      <input {...control} {...rest} className={classNames(controlLook, "pe-14", className)} />
      <span className="pointer-events-none absolute inset-y-0 end-3.5 flex items-center text-ink-soft text-sm">
        {suffix}
      </span>
    </span>
  );
}
