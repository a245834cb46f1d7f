"use client";

import type { ComponentProps } from "react";
import { useFieldError } from "@/components/fleet/field-error";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export interface FieldIssue {
  path: PropertyKey[];
  message: string;
}

interface TextFieldProps extends Omit<ComponentProps<typeof Input>, "onChange" | "value"> {
  label: string;
  hint?: string;
  /** Address of the value in what is sent, as the checks name it: `regulator.nameZh`. */
  path: string;
  issues: FieldIssue[];
  value: string;
  onText: (value: string) => void;
}

/** One text of a form with the words of the check that it fails. */
export function TextField({ label, hint, path, issues, value, onText, ...rest }: TextFieldProps) {
  const words = useFieldError();
  const issue = issues.find((it) => it.path.join(".") === path);
  return (
    <Field label={label} hint={hint} error={words(issue)} required={rest.required}>
      <Input {...rest} value={value} onChange={(event) => onText(event.target.value)} />
    </Field>
  );
}
