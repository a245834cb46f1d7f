"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import type { CertificationRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { showToast } from "@/components/ui/toast";
import { type MarkingItem, markingItems } from "@/server/core/standard/facts";

/** The first six belong on a vehicle, the others are forbidden (core/standard/facts). */
const mustHave = markingItems.slice(0, 6);
const forbidden = markingItems.slice(6);

/** What the reviewer sees on the photos of a vehicle: the marking rules judge it. */
export function MarkingsCard({ data }: { data: CertificationRecord }) {
  const t = useTranslations("certification.markings");
  const trpc = useTRPC();
  const client = useQueryClient();
  const words = useFailureText();
  const stored = data.subjectFacts.kind === "vehicle" ? data.subjectFacts.facts.markings : null;
  const [draft, setDraft] = useState<MarkingItem[] | null>(null);
  const seen = draft ?? stored ?? [];
  const save = useMutation(
    trpc.certification.setMarkings.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        setDraft(null);
        showToast({ tone: "ok", title: t("saved") });
      },
    }),
  );
  const toggle = (item: MarkingItem, isSeen: boolean) =>
    setDraft(isSeen ? [...seen, item] : seen.filter((it) => it !== item));
  const list = (items: readonly MarkingItem[]) =>
    items.map((item) => (
      <Checkbox
        key={item}
        label={t(`items.${item}`)}
        checked={seen.includes(item)}
        onChange={(event) => toggle(item, event.target.checked)}
      />
    ));
  return (
    <Card title={t("title")}>
      <p className="mb-3 text-ink-soft text-sm">{t("lead")}</p>
      {stored === null && draft === null ? <Alert tone="warn">{t("never_seen")}</Alert> : null}
      <div className="mt-3 grid gap-5 sm:grid-cols-2">
        <fieldset className="grid content-start gap-1">
          <legend className="mb-1 font-medium">{t("must")}</legend>
          {list(mustHave)}
        </fieldset>
        <fieldset className="grid content-start gap-1">
          <legend className="mb-1 font-medium">{t("never")}</legend>
          {list(forbidden)}
        </fieldset>
      </div>
      {save.error ? (
        <Alert tone="danger" live className="mt-3">
          {words(save.error)}
        </Alert>
      ) : null}
      <Button
        className="mt-4"
        variant="secondary"
        loading={save.isPending}
        onClick={() => save.mutate({ vehicleId: data.subjectId, markings: [...seen] })}
      >
        {t("save")}
      </Button>
    </Card>
  );
}
