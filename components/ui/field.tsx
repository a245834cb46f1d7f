"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useId, useMemo } from "react";
import { classNames } from "./class-names";

/** What the control inside a field must carry so that label, hint and error belong to it. */
interface FieldControl {
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  "aria-required"?: true;
}

const FieldContext = createContext<FieldControl>({});

/** Attributes for the control of the surrounding `Field`; empty outside of one. */
export function useFieldControl(): FieldControl {
  return useContext(FieldContext);
}

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** The message of a failed check; the words say what to do. */
  error?: ReactNode;
  required?: boolean;
  /** Say that it may be left blank. */
  optional?: boolean;
  /** Keep the label for screen readers only. */
  labelHidden?: boolean;
  className?: string;
  /** One control of this folder: `Input`, `Select`, `Textarea`, `NumberStepper`, `SearchCombobox`, `FileInput`. */
  children: ReactNode;
}

/** Label, hint and error of one control, tied to it by id. Works with `register` of react-hook-form. */
export function Field(props: FieldProps) {
  const id = useId();
  const hasHint = Boolean(props.hint);
  const hasError = Boolean(props.error);
  const required = props.required || undefined;
  const control = useMemo<FieldControl>(() => {
    const described = [hasError && `${id}-error`, hasHint && `${id}-hint`].filter(Boolean).join(" ");
    return {
      id,
      "aria-describedby": described || undefined,
      "aria-invalid": hasError || undefined,
      "aria-required": required,
    };
  }, [id, hasHint, hasError, required]);
  return (
    <div className={classNames("grid content-start gap-1.5", props.className)}>
      <label htmlFor={id} className={props.labelHidden ? "sr-only" : "font-medium"}>
        {props.label}
        {props.optional ? <OptionalMark /> : null}
      </label>
      <FieldContext value={control}>{props.children}</FieldContext>
      <FieldNotes id={id} hint={props.hint} error={props.error} />
    </div>
  );
}

export type FieldGroupProps = Omit<FieldProps, "required">;

/** Like `Field` for several controls that answer one question: a fieldset with its legend. */
export function FieldGroup(props: FieldGroupProps) {
  const id = useId();
  const described = [props.error && `${id}-error`, props.hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <fieldset aria-describedby={described || undefined} className={classNames("grid gap-2", props.className)}>
      <legend className={props.labelHidden ? "sr-only" : "mb-1 font-medium"}>
        {props.label}
        {props.optional ? <OptionalMark /> : null}
      </legend>
      {props.children}
      <FieldNotes id={id} hint={props.hint} error={props.error} />
    </fieldset>
  );
}

function OptionalMark() {
  const t = useTranslations("common.states");
  return <span className="ms-2 font-normal text-ink-soft text-sm">{t("optional")}</span>;
}

function FieldNotes({ id, hint, error }: { id: string; hint?: ReactNode; error?: ReactNode }) {
  return (
    <>
      {error ? (
        <p id={`${id}-error`} className="flex gap-1.5 font-medium text-danger text-sm">
          <CircleAlert aria-hidden="true" className="mt-1 size-4 shrink-0" />
          <span>{error}</span>
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-ink-soft text-sm">
          {hint}
        </p>
      ) : null}
    </>
  );
}
