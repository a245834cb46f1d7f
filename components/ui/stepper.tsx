import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { classNames } from "./class-names";

export interface StepperProps {
  /** The names of the steps, in order. */
  steps: string[];
  /** Index of the present one, from 0. */
  current: number;
  label: string;
}

/** Where one is on a way of few steps: a line and the step's name on a phone, all names at a desk. */
export function Stepper({ steps, current, label }: StepperProps) {
  const t = useTranslations("common.stepper");
  return (
    <nav aria-label={label} className="mb-6">
      <p className="mb-2 flex items-baseline justify-between gap-3 sm:hidden">
        <span className="font-semibold text-primary">{steps[current]}</span>
        <span className="text-ink-soft text-sm tabular-nums">
          {t("position", { current: current + 1, total: steps.length })}
        </span>
      </p>
      <ol className="flex gap-1.5 sm:gap-3">
        {steps.map((step, index) => (
          <li key={step} aria-current={index === current ? "step" : undefined} className="min-w-0 flex-1">
            <span
              aria-hidden="true"
              className={classNames("block h-1.5 rounded-full", index <= current ? "bg-primary" : "bg-line")}
            />
            <span
              className={classNames(
                "mt-2 flex items-center gap-1.5 text-sm max-sm:sr-only",
                index === current ? "font-semibold text-primary" : "text-ink-soft",
              )}
            >
              {index < current ? <Check aria-hidden="true" className="size-4 shrink-0 text-ok" /> : null}
              <span className="truncate">{step}</span>
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
