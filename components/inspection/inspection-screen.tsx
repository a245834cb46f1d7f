"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import { useCrewFrame } from "@/components/trip/crew-context";
import { CrewHead } from "@/components/trip/trip-frame";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { TimeRange } from "@/components/ui/instant";
import { ListSkeleton } from "@/components/ui/skeleton";
import { useRouter } from "@/messages/navigation";
import { InspectionForm } from "./inspection-form";
import { InspectionNote, OpenFaults } from "./inspection-note";
import { type Inspection, useInspections } from "./use-inspections";

/** The vehicle of one shift, looked over before it sets out. */
export function InspectionScreen({ shiftId }: { shiftId: string }) {
  const t = useTranslations("inspection");
  const textOf = useFailureText();
  const { query, inspections } = useInspections();
  const own = inspections?.find((it) => it.shiftId === shiftId);
  const { timeZone } = useCrewFrame();
  const lead = own ? (
    <>
      <span className="font-bold">{own.plate}</span> ·{" "}
      <TimeRange from={own.startsAt} to={own.endsAt} timeZone={timeZone} />
    </>
  ) : null;
  return (
    <>
      <CrewHead back="/crew" backLabel={t("back")} title={t("title")} lead={lead} />
      {own ? (
        <Body inspection={own} />
      ) : inspections ? (
        <EmptyState title={t("none")} description={t("noneText")} />
      ) : query.error ? (
        <ErrorState
          title={t("unreadable")}
          description={textOf(query.error)}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      ) : (
        <ListSkeleton rows={5} rowClassName="h-28" />
      )}
    </>
  );
}

/** Once it is done the list stays closed, unless somebody looks again. */
function Body({ inspection }: { inspection: Inspection }) {
  const t = useTranslations("inspection");
  const [isAgain, setAgain] = useState(false);
  const router = useRouter();
  const { now, faults } = inspection;
  if (now !== "due" && !isAgain)
    return (
      <div className="grid gap-5">
        <InspectionNote inspection={inspection} />
        <Button
          size="touch"
          wide
          onClick={() => (window.history.length > 1 ? router.back() : router.push("/crew"))}
        >
          {t("goBack")}
        </Button>
        <Button variant="secondary" size="touch" wide onClick={() => setAgain(true)}>
          {t("again")}
        </Button>
      </div>
    );
  return (
    <div className="grid gap-5">
      {faults.length > 0 ? (
        <Alert tone="warn" title={t("known")}>
          <OpenFaults faults={faults} />
        </Alert>
      ) : null}
      <InspectionForm inspection={inspection} onSent={() => setAgain(false)} />
    </div>
  );
}
