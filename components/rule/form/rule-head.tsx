"use client";

import { useFormContext } from "react-hook-form";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { textOf } from "./text-of";
import { useFormWords } from "./words";

/** What the version is called, what it rests on and why there is one. */
export function RuleHead() {
  const words = useFormWords();
  return (
    <Card title={words.ui("head")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Registered name="titleZh" isRequired />
        <Registered name="titleEn" isRequired />
        <Registered name="source" isRequired />
        <Trial />
        <div className="col-span-full">
          <Registered name="reason" isLong />
        </div>
      </div>
    </Card>
  );
}

function Registered({ name, isRequired, isLong }: { name: string; isRequired?: boolean; isLong?: boolean }) {
  const words = useFormWords();
  const { register, formState } = useFormContext();
  const minimum = name === "source" ? 2 : 1;
  const rules = isRequired
    ? { validate: (value: unknown) => textOf(value).trim().length >= minimum || words.ui(`missing.${name}`) }
    : {};
  const error = formState.errors[name]?.message;
  return (
    <Field
      label={words.ui(`heads.${name}`)}
      hint={isLong ? words.ui("reasonHint") : undefined}
      error={typeof error === "string" ? error : undefined}
      {...(isRequired ? { required: true } : {})}
    >
      {isLong ? <Textarea rows={3} {...register(name)} /> : <Input {...register(name, rules)} />}
    </Field>
  );
}

function Trial() {
  const words = useFormWords();
  const { register } = useFormContext();
  return <Checkbox label={words.ui("trial")} description={words.ui("trialHint")} {...register("trial")} />;
}
