"use client";

import { useLocale, useTranslations } from "next-intl";
import { useFailureText } from "@/components/api/failure-text";
import { useCrewFrame } from "@/components/trip/crew-context";
import { useOutbox } from "@/components/trip/use-outbox";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { ListSkeleton } from "@/components/ui/skeleton";
import { OwnTraining } from "./own-training";
import { type OwnWork, useOwnWork } from "./own-work";
import { PaperList } from "./paper-list";
import { ShiftList } from "./shift-list";

/** What a crew member wants to know about their own work: papers, training, shifts. */
export function Profile() {
  const t = useTranslations("crew.profile");
  const textOf = useFailureText();
  const query = useOwnWork();
  if (!query.data) {
    if (!query.error) return <ListSkeleton rows={4} rowClassName="h-32" />;
    return (
      <ErrorState
        title={t("unreadable")}
        description={textOf(query.error)}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  return <ProfileBody work={query.data} />;
}

function ProfileBody({ work }: { work: OwnWork }) {
  const t = useTranslations("crew.profile");
  const locale = useLocale();
  const { timeZone } = useCrewFrame();
  const operator = locale === "en" ? work.operator?.nameEn : work.operator?.nameZh;
  const status = work.certification?.status ?? null;
  return (
    <div className="grid gap-5">
      <section>
        <p className="font-bold text-2xl">{work.name}</p>
        <p className="text-ink-soft">
          {[operator, ...work.duties.map((duty) => t(`duties.${duty}`))].filter(Boolean).join(" · ")}
        </p>
      </section>
      {status === "certified" ? null : (
        <Alert tone="danger" title={t("notCertified")}>
          {work.certification?.reason ?? t("notCertifiedText")}
        </Alert>
      )}
      <Card title={t("shifts")}>
        <ShiftList shifts={work.shifts} ownId={work.crewId} timeZone={timeZone} />
      </Card>
      <Card title={t("papers")}>
        <PaperList papers={work.papers} today={work.today} />
      </Card>
      <OwnTraining isPpeTrained={work.ppeTrained} />
    </div>
  );
}

/** Before signing out: what is not sent yet stays on this phone, and waits for this person. */
export function SignOutNote() {
  const t = useTranslations("crew.profile");
  const { entries } = useOutbox();
  if (entries.length === 0) return null;
  return <Alert tone="warn" title={t("unsent", { count: entries.length })} />;
}
