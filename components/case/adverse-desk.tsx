"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useFailureText } from "@/components/api/failure-text";
import type { AdverseRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Instant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/skeleton";
import { linkInText } from "@/components/ui/text-link";
import { showToast } from "@/components/ui/toast";
import { Link } from "@/messages/navigation";
import { fewest, isTooShort } from "@/server/core/said";
import { AdverseAdd } from "./adverse-add";
import { AdverseLog } from "./adverse-log";
import { DisinfectionList } from "./disinfection-list";
import { TextForm } from "./text-form";

type Area = "regulator" | "operator";

/** Record that the operator's insurer was told, and who it is. */
function InsurerForm({ adverseId }: { adverseId: string }) {
  const t = useTranslations("case.adverse");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [insurer, setInsurer] = useState("");
  const [isTried, setTried] = useState(false);
  const isShort = isTooShort(insurer, fewest.words);
  const tell = useMutation(
    trpc.adverse.tellInsurer.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        await client.refetchQueries({ queryKey: trpc.adverse.get.queryKey({ adverseId }) });
        showToast({ tone: "ok", title: t("told") });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isShort) tell.mutate({ adverseId, insurer: insurer.trim() });
  };
  return (
    <form noValidate onSubmit={submit} className="grid justify-items-start gap-3">
      <Field
        label={t("insurer")}
        error={isTried && isShort ? t("tellMissing") : undefined}
        required
        className="w-full"
      >
        <Input value={insurer} maxLength={80} onChange={(event) => setInsurer(event.target.value)} />
      </Field>
      <FailureNote error={tell.error} />
      <Button type="submit" variant="secondary" loading={tell.isPending}>
        {t("tell")}
      </Button>
    </form>
  );
}

function CoRiders({ data, area }: { data: AdverseRecord; area: Area }) {
  const t = useTranslations("case.adverse");
  const { timeZone } = useDesk();
  if (data.coRiders.length === 0) return null;
  return (
    <Card title={t("coRiders")}>
      <ul className="grid gap-1">
        {data.coRiders.map((it) => (
          <li key={it.tripId}>
            <Link
              href={
                area === "regulator" ? `/regulator/trips/${it.bookingId}` : `/operator/trips/${it.tripId}`
              }
              className={linkInText}
            >
              {it.plate} {it.boardedAt ? <Instant at={it.boardedAt} timeZone={timeZone} /> : null}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What waits for disinfection; a family's word is confirmed first. */
function Isolation({ data, area }: { data: AdverseRecord; area: Area }) {
  const t = useTranslations("case.adverse.isolation");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { timeZone } = useDesk();
  const confirm = useMutation(
    trpc.adverse.confirmInfection.mutationOptions({
      onSuccess: () => client.refetchQueries({ queryKey: trpc.adverse.get.queryKey({ adverseId: data.id }) }),
    }),
  );
  if (data.kind !== "infection") return null;
  return (
    <Card title={t("title")}>
      {data.isolatedAt ? (
        <DisinfectionList
          rows={data.disinfections}
          timeZone={timeZone}
          mayRecord={area === "operator"}
          withPhoto
        />
      ) : data.status === "closed" ? (
        <p>{t("never")}</p>
      ) : (
        <div className="grid justify-items-start gap-3">
          <p>{t("waits")}</p>
          <FailureNote error={confirm.error} />
          <Button loading={confirm.isPending} onClick={() => confirm.mutate({ adverseId: data.id })}>
            {t("confirm")}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Facts({ data }: { data: AdverseRecord }) {
  const t = useTranslations("case");
  const { timeZone } = useDesk();
  const items = [
    { term: t("columns.plate"), value: data.plate },
    { term: t("columns.happened"), value: <Instant at={data.happenedAt} timeZone={timeZone} /> },
    { term: t("columns.due"), value: <Instant at={data.dueAt} timeZone={timeZone} /> },
    { term: t("adverse.reporter"), value: t(`adverse.reporters.${data.reporter}`) },
    { term: t("adverse.description"), value: data.description },
    { term: t("adverse.people"), value: data.people },
    { term: t("adverse.insurer"), value: data.insurer },
    {
      term: t("adverse.insurerTold"),
      value: data.insurerToldAt ? <Instant at={data.insurerToldAt} timeZone={timeZone} /> : null,
    },
    { term: t("outcome"), value: data.outcome },
  ];
  return (
    <Card title={t("facts")}>
      <DescriptionList items={items} />
    </Card>
  );
}

/** One adverse event: what happened to whom, the insurer, who rode after, and its outcome. */
export function AdverseDesk({ adverseId, area }: { adverseId: string; area: Area }) {
  const t = useTranslations("case");
  const tKind = useTranslations("trip.adverse.kinds");
  const trpc = useTRPC();
  const client = useQueryClient();
  const words = useFailureText();
  // Each reading names people and is an audit row: it is read once, and again after an own deed.
  const { data, error, refetch } = useQuery({
    ...trpc.adverse.get.queryOptions({ adverseId }),
    staleTime: "static",
  });
  const close = useMutation(
    trpc.adverse.close.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        await refetch();
      },
    }),
  );
  const back =
    area === "regulator"
      ? { href: "/regulator/cases?view=adverse", label: t("back") }
      : { href: "/operator/trips?view=adverse", label: t("adverse.backToTrips") };
  if (error)
    return (
      <>
        <PageHeader title={t("adverse.title")} back={back} />
        <ErrorState title={t("failed")} description={words(error)} onRetry={() => void refetch()} />
      </>
    );
  if (!data) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        title={tKind(data.kind)}
        back={back}
        meta={
          <>
            <Badge tone={data.status === "closed" ? "ok" : "danger"}>
              {t(`adverse.statuses.${data.status}`)}
            </Badge>
            {data.late ? <Badge tone="danger">{t("late")}</Badge> : null}
          </>
        }
        actions={
          <LinkButton
            href={
              area === "regulator" ? `/regulator/trips/${data.bookingId}` : `/operator/trips/${data.tripId}`
            }
            variant="secondary"
          >
            {t("record")}
          </LinkButton>
        }
      />
      <div className="grid max-w-4xl gap-5">
        <Facts data={data} />
        <CoRiders data={data} area={area} />
        <Isolation data={data} area={area} />
        <AdverseLog data={data} />
        {data.status === "open" ? (
          <Card title={t("adverse.tell")}>
            <InsurerForm adverseId={adverseId} />
          </Card>
        ) : null}
        {data.status === "closed" ? null : (
          <Card title={t("adverse.add.title")}>
            <AdverseAdd adverseId={adverseId} />
          </Card>
        )}
        {data.status === "closed" || area === "operator" ? null : (
          <Card title={t("close.title")}>
            <TextForm
              deed="close"
              hint={t("adverse.closeHint")}
              onSend={(outcome) => close.mutateAsync({ adverseId, outcome })}
            />
          </Card>
        )}
      </div>
    </>
  );
}
