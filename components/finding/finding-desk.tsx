"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import type { FindingRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { DecideForm } from "./decide-form";
import { usePrecision } from "./detector-card";
import { LimitList } from "./limit-list";
import { SightingTable } from "./sighting-table";
import { StatusBadge } from "./status-badge";
import { useSay } from "./use-say";

/** Whom and what a finding is about, with ways to each, and how right its detector was so far. */
function About({ data }: { data: FindingRecord }) {
  const t = useTranslations("finding.about");
  const isEnglish = useLocale() === "en";
  const precision = usePrecision();
  const certified = (id: string | null, name: string | null) =>
    id && name ? (
      <Link href={`/regulator/certification/${id}`} className={linkLook}>
        {name}
      </Link>
    ) : (
      name
    );
  const operator = isEnglish ? data.operatorEn : data.operatorZh;
  const items = [
    ...(data.plate
      ? [{ term: t("vehicle"), value: certified(data.vehicleCertificationId, data.plate) }]
      : []),
    ...(operator ? [{ term: t("operator"), value: certified(data.operatorCertificationId, operator) }] : []),
    ...(data.bookingId && data.bookingNumber
      ? [
          {
            term: t("trip"),
            value: (
              <Link href={`/regulator/trips/${data.bookingId}`} className={linkLook}>
                {t("openTrip", { number: data.bookingNumber })}
              </Link>
            ),
          },
        ]
      : []),
    ...(data.kind === "unknown_vehicle"
      ? [
          {
            term: t("scans"),
            value: (
              <Link href="/regulator/markings" className={linkLook}>
                {t("openScans")}
              </Link>
            ),
          },
        ]
      : []),
    ...(data.detector ? [{ term: t("precision"), value: precision(data.detector) }] : []),
  ];
  return (
    <Card title={t("title")}>
      <DescriptionList items={items} />
    </Card>
  );
}

/** What was decided, when and why; the form while nobody has. */
function Decision({ data }: { data: FindingRecord }) {
  const t = useTranslations("finding");
  const { timeZone } = useDesk();
  if (data.status === "open")
    return (
      <Card title={t("decide.title")}>
        <DecideForm findingId={data.id} />
      </Card>
    );
  return (
    <Card title={t("decided.title")}>
      <p className="flex flex-wrap items-center gap-2 text-ink-soft text-sm">
        <StatusBadge status={data.status} />
        {data.decidedAt ? <Instant at={data.decidedAt} form="exact" timeZone={timeZone} /> : null}
      </p>
      <p className="mt-2 whitespace-pre-line break-words">{data.reason}</p>
    </Card>
  );
}

/** One finding: what was found in plain words, what it rests on, by which thresholds, and the decision. */
export function FindingDesk({ initial }: { initial: FindingRecord }) {
  const t = useTranslations("finding");
  const trpc = useTRPC();
  const { timeZone } = useDesk();
  const say = useSay();
  const { data } = useQuery({
    ...trpc.finding.get.queryOptions({ findingId: initial.id }),
    initialData: initial,
  });
  return (
    <>
      <PageHeader
        title={t(`kinds.${data.kind}`)}
        back={{ href: "/regulator/findings", label: t("back") }}
        meta={
          <>
            <StatusBadge status={data.status} />
            <Instant at={data.happenedAt} form="exact" timeZone={timeZone} />
          </>
        }
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)]">
        <div className="grid min-w-0 gap-5">
          <Card title={t("found")}>
            <p className="break-words">{say(data)}</p>
          </Card>
          <Card title={t("rests")} flush>
            <SightingTable sightings={data.sightings} />
          </Card>
        </div>
        <div className="grid gap-5">
          <Decision data={data} />
          <About data={data} />
          <Card title={t("limits.title")}>
            <LimitList limits={data.limits} source={data.source} />
          </Card>
        </div>
      </div>
    </>
  );
}
