"use client";

import { Check } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import { FieldGroup } from "./field";

export interface Choice {
  value: string;
  label: string;
  description?: ReactNode;
  /** An icon element. */
  icon?: ReactNode;
  /** Stands at the end of the card: a price, a note. */
  aside?: ReactNode;
  disabled?: boolean;
}

const columnLooks = {
  1: "grid-cols-1",
  2: "grid-cols-1 sm:grid-cols-2",
  3: "grid-cols-1 sm:grid-cols-3",
  /** Two beside each other even on a phone: for short words. */
  pair: "grid-cols-2",
  /** For codes: as narrow as they are. */
  codes: "grid-cols-2 sm:grid-cols-4",
};

interface GroupProps {
  legend: ReactNode;
  legendHidden?: boolean;
  hint?: ReactNode;
  error?: ReactNode;
  optional?: boolean;
  choices: Choice[];
  columns?: keyof typeof columnLooks;
  className?: string;
}

type NativeProps = Omit<ComponentProps<"input">, "type" | "value" | "checked" | "className">;

export interface RadioCardsProps extends GroupProps, NativeProps {
  /** Controlled use; leave out with `{...register("name")}`. */
  value?: string;
  onValueChange?: (value: string) => void;
}

/** One of several, as cards big enough for any thumb; arrow keys move, as in every radio group. */
export function RadioCards({ value, onValueChange, ...rest }: RadioCardsProps) {
  const isControlled = value !== undefined || onValueChange !== undefined;
  return (
    <Cards
      {...rest}
      type="radio"
      checkedOf={isControlled ? (choice) => choice.value === value : undefined}
      onPick={onValueChange && ((choice) => onValueChange(choice.value))}
    />
  );
}

export interface CheckboxCardsProps extends GroupProps, NativeProps {
  values?: string[];
  onValuesChange?: (values: string[]) => void;
}

/** Any number of several, as cards. */
export function CheckboxCards({ values, onValuesChange, ...rest }: CheckboxCardsProps) {
  const toggle = (choice: Choice, isOn: boolean) => {
    const others = (values ?? []).filter((value) => value !== choice.value);
    onValuesChange?.(isOn ? [...others, choice.value] : others);
  };
  return (
    <Cards
      {...rest}
      type="checkbox"
      checkedOf={values ? (choice) => values.includes(choice.value) : undefined}
      onPick={onValuesChange && toggle}
    />
  );
}

interface CardsProps extends GroupProps, NativeProps {
  type: "radio" | "checkbox";
  checkedOf?: (choice: Choice) => boolean;
  onPick?: (choice: Choice, isOn: boolean) => void;
}

function Cards(props: CardsProps) {
  const { legend, legendHidden, hint, error, optional, choices, columns = 1, className, ...input } = props;
  const { checkedOf, onPick, onChange, name, ...rest } = input;
  const ownName = useId();
  return (
    <FieldGroup
      label={legend}
      labelHidden={legendHidden}
      hint={hint}
      error={error}
      optional={optional}
      className={className}
    >
      <div className={classNames("grid gap-2.5", columnLooks[columns])}>
        {choices.map((choice) => (
          <Card key={choice.value} choice={choice} inputId={`${ownName}-${choice.value}`}>
            <input
              {...rest}
              id={`${ownName}-${choice.value}`}
              name={name ?? ownName}
              value={choice.value}
              disabled={choice.disabled || rest.disabled}
              checked={checkedOf?.(choice)}
              aria-invalid={error ? true : undefined}
              onChange={(event) => {
                onChange?.(event);
                onPick?.(choice, event.target.checked);
              }}
              className="peer sr-only"
            />
          </Card>
        ))}
      </div>
    </FieldGroup>
  );
}

function Card({ choice, inputId, children }: { choice: Choice; inputId: string; children: ReactNode }) {
  return (
    <label
      htmlFor={inputId}
      className="group relative flex min-h-14 cursor-pointer items-center gap-1.5 rounded-lg border border-control bg-surface px-2.5 py-3 sm:gap-3.5 sm:px-4 hover:border-primary has-disabled:cursor-not-allowed has-checked:border-primary has-checked:bg-primary-soft has-disabled:bg-sunken has-checked:shadow-[inset_0_0_0_1px_var(--color-primary)] has-focus-visible:outline-3 has-focus-visible:outline-info has-focus-visible:outline-offset-2"
    >
      {children}
      {choice.icon ? (
        <span
          aria-hidden="true"
          className="me-1.5 grid size-11 shrink-0 place-items-center rounded-full bg-primary-soft text-primary sm:me-0 group-has-checked:bg-primary group-has-checked:text-white [&_svg]:size-6"
        >
          {choice.icon}
        </span>
      ) : null}
      <span className="min-w-0 grow hyphens-auto wrap-break-word">
        <span className="block font-medium">{choice.label}</span>
        {choice.description ? (
          <span className="block text-ink-soft text-sm">{choice.description}</span>
        ) : null}
      </span>
      {choice.aside ? <span className="shrink-0 text-end">{choice.aside}</span> : null}
      <span
        aria-hidden="true"
        className="grid size-6 shrink-0 place-items-center rounded-full border border-control bg-surface text-transparent peer-[[type=checkbox]]:rounded-sm peer-checked:border-primary peer-checked:bg-primary peer-checked:text-white"
      >
        <Check className="size-4" />
      </span>
    </label>
  );
}
