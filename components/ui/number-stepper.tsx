"use client";

import { Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFieldControl } from "./field";

export interface NumberStepperProps {
  value: number;
  onValueChange: (value: number) => void;
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
  name?: string;
  disabled?: boolean;
}

/** A small whole number with a minus and a plus; it can be typed as well. */
export function NumberStepper(props: NumberStepperProps) {
  const { value, onValueChange, min = 0, max = 99, step = 1, unit, name, disabled } = props;
  const t = useTranslations("common.numberStepper");
  const control = useFieldControl();
  const set = (next: number) => onValueChange(Math.min(max, Math.max(min, next)));
  const button =
    "grid size-12 shrink-0 place-items-center text-primary hover:bg-primary-soft disabled:text-control";
  return (
    <span className="inline-flex w-fit items-center overflow-hidden rounded-md border border-control bg-surface focus-within:border-primary">
      <button
        type="button"
        aria-label={t("decrease")}
        className={button}
        disabled={disabled || value <= min}
        onClick={() => set(value - step)}
      >
        <Minus aria-hidden="true" className="size-5" />
      </button>
      <input
        {...control}
        name={name}
        disabled={disabled}
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        step={step}
        value={Number.isNaN(value) ? "" : value}
        onChange={(event) => onValueChange(event.target.valueAsNumber)}
        onBlur={() => set(Number.isNaN(value) ? min : value)}
        className="h-12 w-14 appearance-none bg-transparent text-center text-lg tabular-nums [-moz-appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none"
      />
      {unit ? <span className="pe-2 text-ink-soft">{unit}</span> : null}
      <button
        type="button"
        aria-label={t("increase")}
        className={button}
        disabled={disabled || value >= max}
        onClick={() => set(value + step)}
      >
        <Plus aria-hidden="true" className="size-5" />
      </button>
    </span>
  );
}
