"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useRouter } from "@/messages/navigation";

/** Publish a month that is over, or a further edition of it. `months`: those that ended, newest first. */
export function PublishForm({ months }: { months: string[] }) {
  const t = useTranslations("report.publish");
  const trpc = useTRPC();
  const router = useRouter();
  const [month, setMonth] = useState(months[0] ?? "");
  const publish = useMutation(trpc.report.publish.mutationOptions({ onSuccess: () => router.refresh() }));
  const done = publish.data;
  const asked = publish.variables?.month ?? month;
  return (
    <div className="grid gap-3">
      <p className="max-w-prose text-ink-soft">{t("lead")}</p>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t("month")} className="w-44">
          <Select
            value={month}
            options={months.map((value) => ({ value, label: value }))}
            onChange={(event) => setMonth(event.target.value)}
          />
        </Field>
        <Button loading={publish.isPending} onClick={() => publish.mutate({ month })}>
          {t("submit")}
        </Button>
      </div>
      <FailureNote error={publish.error} />
      {done ? (
        <Alert tone={done.isNew ? "ok" : "info"} live>
          {done.isNew ? t("done", { month: asked, edition: done.edition }) : t("same", { month: asked })}
        </Alert>
      ) : null}
    </div>
  );
}
