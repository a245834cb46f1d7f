"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFailureText } from "@/components/api/failure-text";
import type { SampleView } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { Progress } from "@/components/ui/progress";
import { riskKinds } from "@/server/core/sample";
import { SampledTrips } from "./sampled-trips";
import { useDays } from "./use-days";

/** How it was drawn, in full, and a way to draw it again and compare. */
function Proof({ sample }: { sample: SampleView }) {
  const t = useTranslations("sample.proof");
  const risk = useTranslations("sample.risks");
  const trpc = useTRPC();
  const words = useFailureText();
  const { timeZone } = useDesk();
  const { mutate, data, error, isPending } = useMutation(trpc.sample.redraw.mutationOptions());
  const isSame = data?.population && data.trips;
  const weights = riskKinds.map((kind) => t("weight", { risk: risk(kind), count: sample.weights[kind] }));
  const items = [
    { term: t("at"), value: <Instant at={sample.drawnAt} form="exact" timeZone={timeZone} /> },
    { term: t("population"), value: t("trips", { count: sample.population, risky: sample.risky }) },
    { term: t("weights"), value: weights.join(t("comma")) },
    { term: t("seed"), value: <code className="break-all text-sm">{sample.seed}</code> },
    { term: t("hash"), value: <code className="break-all text-sm">{sample.populationHash}</code> },
  ];
  return (
    <Card title={t("title")}>
      <p className="mb-4 max-w-prose text-ink-soft">{t("lead")}</p>
      <DescriptionList items={items} />
      <div className="mt-4 grid justify-items-start gap-3">
        <Button
          variant="secondary"
          loading={isPending}
          className="no-print"
          onClick={() => mutate({ sampleId: sample.id })}
        >
          <RefreshCw aria-hidden="true" />
          {t("again")}
        </Button>
        {data ? (
          <Alert tone={isSame ? "ok" : "danger"} live>
            {t(isSame ? "same" : data.population ? "otherTrips" : "otherPopulation")}
          </Alert>
        ) : null}
        {error ? (
          <Alert tone="danger" live>
            {words(error)}
          </Alert>
        ) : null}
      </div>
    </Card>
  );
}

/** One sample: how far its inspection is, its trips with their packets, and how it was drawn. */
export function SampleDesk({ initial }: { initial: SampleView }) {
  const t = useTranslations("sample");
  const trpc = useTRPC();
  const days = useDays();
  const { data } = useQuery({
    ...trpc.sample.get.queryOptions({ sampleId: initial.id }),
    initialData: initial,
  });
  return (
    <>
      <PageHeader
        title={t("heading")}
        lead={days(data)}
        back={{ href: "/regulator/samples", label: t("title") }}
      />
      <div className="grid gap-5">
        <Progress
          label={t("progress")}
          value={data.inspected}
          max={data.drawn}
          text={t("inspected", { inspected: data.inspected, drawn: data.drawn })}
        />
        <SampledTrips sample={data} />
        <Proof sample={data} />
      </div>
    </>
  );
}
