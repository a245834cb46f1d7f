"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CopyPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import type { CopiedWeek } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { dayAfter, mondayOf } from "./local-time";

/** Plan another week like this one, and say what did not fit and why. */
export function CopyWeek({ monday }: { monday: string }) {
  const t = useTranslations("shift.copy");
  const trpc = useTRPC();
  const client = useQueryClient();
  const words = useFailureText();
  const [isOpen, setOpen] = useState(false);
  const [day, setDay] = useState(dayAfter(monday, 7));
  const copy = useMutation(
    trpc.shift.copyWeek.mutationOptions({ onSuccess: () => client.invalidateQueries() }),
  );
  const toMonday = day ? mondayOf(day) : "";
  const isSame = toMonday === monday;
  const show = (next: boolean) => {
    setOpen(next);
    if (next) {
      copy.reset();
      setDay(dayAfter(monday, 7));
    }
  };
  const footer = copy.data ? (
    <LinkButton href={`/operator/shifts?week=${toMonday}`} onClick={() => setOpen(false)}>
      {t("open")}
    </LinkButton>
  ) : (
    <Button
      loading={copy.isPending}
      disabled={isSame || toMonday === ""}
      onClick={() => copy.mutate({ fromMonday: monday, toMonday })}
    >
      {t("confirm")}
    </Button>
  );
  return (
    <Dialog
      open={isOpen}
      onOpenChange={show}
      trigger={
        <Button variant="secondary">
          <CopyPlus aria-hidden="true" />
          {t("button")}
        </Button>
      }
      title={t("title", { monday })}
      description={t("text")}
      footer={footer}
    >
      {copy.data ? (
        <Copied result={copy.data} />
      ) : (
        <Field
          label={t("to")}
          hint={toMonday ? t("toHint", { monday: toMonday }) : undefined}
          error={isSame ? t("same") : undefined}
        >
          <Input type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        </Field>
      )}
      {copy.error ? (
        <Alert tone="danger" live className="mt-4">
          {words(copy.error)}
        </Alert>
      ) : null}
    </Dialog>
  );
}

function Copied({ result }: { result: CopiedWeek }) {
  const t = useTranslations("shift.copy");
  const errors = useTranslations("errors");
  return (
    <div className="grid gap-3">
      <Alert tone={result.left.length > 0 ? "warn" : "ok"} live>
        {t("result", { made: result.made, left: result.left.length })}
      </Alert>
      {result.left.length > 0 ? (
        <ul className="grid max-h-80 gap-2 overflow-y-auto">
          {result.left.map(({ plate, day, key }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two shifts of one vehicle and day may both be left out
            <li key={`${plate}/${day}/${at}`} className="rounded-md border border-line px-3 py-2">
              <span className="font-semibold tabular-nums">
                {plate} · {day}
              </span>
              <span className="block text-ink-soft text-sm">
                {errors.has(key) ? errors(key) : t("unknown")}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
