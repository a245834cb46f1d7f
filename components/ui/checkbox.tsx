"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names";

export interface CheckboxProps extends Omit<ComponentProps<"input">, "type" | "children"> {
  label: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
}

/** One yes-or-no with its words; the whole line can be tapped. */
export function Checkbox({ label, description, error, className, ...rest }: CheckboxProps) {
  const id = useId();
  const described = [error && `${id}-error`, description && `${id}-description`].filter(Boolean).join(" ");
  return (
    <div className={classNames("grid gap-1", className)}>
      <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2 has-disabled:cursor-not-allowed has-disabled:opacity-60">
        <input
          {...rest}
          type="checkbox"
          aria-describedby={described || undefined}
          aria-invalid={error ? true : undefined}
          className="mt-0.5 size-6 shrink-0 rounded accent-primary"
        />
        <span>{label}</span>
      </label>
      {description ? (
        <p id={`${id}-description`} className="-mt-2 ps-9 text-ink-soft text-sm">
          {description}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="ps-9 font-medium text-danger text-sm">
          {error}
        </p>
      ) : null}
    </div>
  );
}
