"use client";

import { classNames } from "@/components/ui/class-names";
import { Input, type InputProps } from "@/components/ui/input";

/** The digits of what was typed or pasted: spaces and full-width digits are what phones and people make of a code. */
export function codeDigits(text: string): string {
  return text.normalize("NFKC").replace(/\D/g, "").slice(0, 6);
}

/** One field for six digits: phones offer the code of the message just received. Stands inside a `Field`. */
export function CodeInput({ value, onValueChange, className, ...rest }: CodeInputProps) {
  return (
    <Input
      {...rest}
      value={value}
      onChange={(event) => onValueChange(codeDigits(event.target.value))}
      inputMode="numeric"
      autoComplete="one-time-code"
      placeholder="••••••"
      className={classNames(
        "max-w-64 text-center text-2xl! font-semibold tracking-[0.4em] tabular-nums",
        className,
      )}
    />
  );
}

interface CodeInputProps extends Omit<InputProps, "value" | "onChange"> {
  value: string;
  onValueChange: (digits: string) => void;
}
