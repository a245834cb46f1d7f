"use client";

import { type KeyboardEvent, type ReactNode, useId } from "react";
import { FieldGroup } from "@/components/ui/field";

interface Chip {
  value: string;
  label: ReactNode;
  /** Stands under the words. */
  detail?: ReactNode;
}

interface ChipChoiceProps {
  legend: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  chips: Chip[];
  type: "radio" | "checkbox";
  values: string[];
  onPick: (value: string, isOn: boolean) => void;
  /** Picking this one answers the whole question: the next one takes the focus. */
  isLast: (value: string) => boolean;
}

/** The group after this one in the same form gets the focus; after the last one the form's button. */
function focusNext(from: HTMLElement): void {
  const form = from.closest("form");
  if (!form) return;
  const stops = [...form.querySelectorAll<HTMLElement>("[data-chips], button[type=submit]")];
  const own = from.closest<HTMLElement>("[data-chips]");
  const next = own ? stops[stops.indexOf(own) + 1] : undefined;
  (next?.matches("button") ? next : next?.querySelector<HTMLElement>("input"))?.focus();
}

/** One question as a row of short answers, each with its number key. */
export function ChipChoice(props: ChipChoiceProps) {
  const { legend, hint, error, chips, type, values, onPick, isLast } = props;
  const name = useId();
  const pick = (value: string, isOn: boolean, from: HTMLElement, moves: boolean) => {
    onPick(value, isOn);
    // The next question may only come up with this answer.
    if (moves && isOn && isLast(value))
      requestAnimationFrame(() => requestAnimationFrame(() => focusNext(from)));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const chip = /^[1-9]$/.test(event.key) ? chips[Number(event.key) - 1] : undefined;
    if (!chip || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const isOn = type === "radio" || !values.includes(chip.value);
    pick(chip.value, isOn, event.currentTarget, true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: number keys are a short cut to the inputs inside
    <div data-chips onKeyDown={onKeyDown}>
      <FieldGroup label={legend} hint={hint} error={error}>
        <div className="flex flex-wrap gap-1.5">
          {chips.map((chip, index) => (
            <label
              key={chip.value}
              className="relative flex min-h-9 cursor-pointer items-center gap-1.5 rounded-md border border-control bg-surface px-2 py-0.5 text-sm hover:border-primary has-checked:border-primary has-checked:bg-primary-soft has-checked:shadow-[inset_0_0_0_1px_var(--color-primary)] has-focus-visible:outline-3 has-focus-visible:outline-info has-focus-visible:outline-offset-2"
            >
              <input
                type={type}
                name={name}
                className="peer sr-only"
                checked={values.includes(chip.value)}
                aria-invalid={error ? true : undefined}
                onChange={(event) => pick(chip.value, event.target.checked, event.target, false)}
              />
              {index < 9 ? (
                <span
                  aria-hidden="true"
                  className="grid size-5 shrink-0 place-items-center rounded border border-line bg-paper font-sans text-ink-soft text-xs peer-checked:border-primary peer-checked:bg-primary peer-checked:text-white"
                >
                  {index + 1}
                </span>
              ) : null}
              <span className="min-w-0">
                {chip.label}
                {chip.detail ? <span className="block text-ink-soft text-sm">{chip.detail}</span> : null}
              </span>
            </label>
          ))}
        </div>
      </FieldGroup>
    </div>
  );
}
