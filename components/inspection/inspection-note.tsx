"use client";

import { CircleCheck, ClipboardCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useCrewFrame } from "@/components/trip/crew-context";
import { Alert } from "@/components/ui/alert";
import { Instant, TimeRange } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import type { Inspection } from "./use-inspections";

/** What is open on the vehicle, in the words of the list and of whoever found it. */
export function OpenFaults({ faults }: { faults: Inspection["faults"] }) {
  const isEnglish = useLocale() === "en";
  if (faults.length === 0) return null;
  return (
    <ul className="list-disc ps-5">
      {faults.map((it) => (
        <li key={it.item}>
          {isEnglish ? it.titleEn : it.titleZh}
          {it.note ? <span className="text-ink-soft"> · {it.note}</span> : null}
        </li>
      ))}
    </ul>
  );
}

/** The vehicle may not set out: why, and what happens next. */
export function BlockedNote({ inspection }: { inspection: Inspection }) {
  const t = useTranslations("inspection");
  return (
    <Alert tone="danger" title={t("blocked", { plate: inspection.plate })}>
      {/* What was found just now and waits to be sent is not among them yet. */}
      <OpenFaults faults={inspection.faults.filter(({ blocks }) => blocks)} />
      <p className="mt-2">{t("blockedText")}</p>
    </Alert>
  );
}

/** How a shift stands with its inspection, on the crew's first page. */
export function InspectionNote({ inspection }: { inspection: Inspection }) {
  const t = useTranslations("inspection");
  const { timeZone } = useCrewFrame();
  const { shiftId, plate, now, startsAt, endsAt, inspectedAt } = inspection;
  if (now === "blocked") return <BlockedNote inspection={inspection} />;
  if (now === "done")
    return (
      <p className="flex items-center gap-2 font-medium text-ok">
        <CircleCheck aria-hidden="true" className="size-6 shrink-0" />
        <span>
          {t("doneFor", { plate })}
          {inspectedAt ? (
            <>
              {" · "}
              <Instant at={inspectedAt} form="time" timeZone={timeZone} />
            </>
          ) : null}
        </span>
      </p>
    );
  return (
    <Alert
      tone="warn"
      title={t("due", { plate })}
      action={
        <LinkButton href={`/crew/inspection/${shiftId}`} size="touch" wide>
          <ClipboardCheck aria-hidden="true" />
          {t("start")}
        </LinkButton>
      }
    >
      {t("dueText")} <TimeRange from={startsAt} to={endsAt} timeZone={timeZone} />
    </Alert>
  );
}
