"use client";

import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFailureText } from "@/components/api/failure-text";
import type { OversightRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { GlassCard } from "@/components/privacy/glass-card";
import { OpeningsCard } from "@/components/privacy/openings-card";
import { AdverseReport } from "@/components/trip-desk/adverse-report";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/skeleton";
import { linkInText } from "@/components/ui/text-link";
import { AuditPart } from "./audit-part";
import { CasesPart } from "./cases-part";
import { DecisionsPart } from "./decisions-part";
import { HandoversPart } from "./handovers-part";
import { LedgerPart } from "./ledger-part";
import { MessagesPart } from "./messages-part";
import { MomentPart } from "./moment-part";
import { MoneyPart } from "./money-part";
import { NeedsPart } from "./needs-part";
import { OffersPart } from "./offers-part";
import { PromisesPart } from "./promises-part";
import { QuotesPart } from "./quotes-part";
import { StandardsPart } from "./standards-part";
import { SummaryPart } from "./summary-part";
import { TriagePart } from "./triage-part";
import { TripPart } from "./trip-part";

const parts: [string, (props: { record: OversightRecord }) => ReactNode][] = [
  ["summary", SummaryPart],
  ["triage", TriagePart],
  ["needs", NeedsPart],
  ["quotes", QuotesPart],
  ["decisions", DecisionsPart],
  ["standards", StandardsPart],
  ["offers", OffersPart],
  ["promises", PromisesPart],
  ["trip", TripPart],
  ["moment", MomentPart],
  ["handovers", HandoversPart],
  ["money", MoneyPart],
  ["ledger", LedgerPart],
  ["cases", CasesPart],
  ["messages", MessagesPart],
  ["audit", AuditPart],
];

/** The whole record of one booking, from the first answer to the last audit row, in the order it came about. */
export function RecordView({ bookingId }: { bookingId: string }) {
  const t = useTranslations("record");
  const trpc = useTRPC();
  const words = useFailureText();
  // Each reading is an audit row: what happens elsewhere in the region does not read it again.
  const { data, error, refetch } = useQuery({
    ...trpc.oversight.record.queryOptions({ bookingId }),
    staleTime: "static",
  });
  const back = { href: "/regulator/trips", label: t("back") };
  if (error)
    return (
      <>
        <PageHeader title={t("title")} back={back} />
        <ErrorState title={t("failed")} description={words(error)} onRetry={() => void refetch()} />
      </>
    );
  if (!data)
    return (
      <div role="status">
        <span className="sr-only">{t("loading")}</span>
        <PageSkeleton />
      </div>
    );
  const title = data.booking ? t("heading", { number: data.booking.number }) : t("title");
  return (
    <>
      <PageHeader
        title={title}
        lead={t("lead")}
        back={back}
        actions={
          <>
            {data.trips[0] ? <AdverseReport tripId={data.trips[0].id} /> : null}
            <Button variant="secondary" onClick={() => window.print()}>
              <Printer aria-hidden="true" />
              {t("print")}
            </Button>
          </>
        }
      />
      <nav aria-label={t("jump")} className="no-print mb-5 flex flex-wrap gap-x-4">
        {parts.map(([name]) => (
          <a
            key={name}
            href={`#${name}`}
            className={classNames("inline-flex min-h-9 items-center", linkInText)}
          >
            {t(`parts.${name}`)}
          </a>
        ))}
      </nav>
      <div className="print-open grid gap-5">
        {parts.map(([name, Part]) => (
          <div key={name} id={name} className="min-w-0 scroll-mt-6">
            <Part record={data} />
            {name === "summary" ? <People bookingId={bookingId} /> : null}
          </div>
        ))}
      </div>
    </>
  );
}

/** What the record masks, opened with a reason only, and who opened it so far. */
function People({ bookingId }: { bookingId: string }) {
  const { timeZone } = useDesk();
  return (
    <div className="mt-5 grid items-start gap-5 xl:grid-cols-2">
      <GlassCard bookingId={bookingId} />
      <OpeningsCard bookingId={bookingId} timeZone={timeZone} isAlwaysShown />
    </div>
  );
}
