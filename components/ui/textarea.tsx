"use client";

import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { useFieldControl } from "./field";
import { controlLook } from "./input";

/** Several lines of text; grows with what is typed where the browser can. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  const control = useFieldControl();
  return (
    <textarea
      {...control}
      rows={rows}
      {...rest}
      className={classNames(controlLook, "field-sizing-content py-2.5", className)}
      style={{ minHeight: `${rows * 1.65 + 1.4}rem` }}
    />
  );
}
