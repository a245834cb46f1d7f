"use client";

import { Ambulance, Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CheckboxCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { openMoves, type TripStatus } from "@/server/core/trip";
import { EmergencyHospitals } from "./emergency-hospitals";
import { FailureAlert } from "./failure-alert";
import { HoldButton } from "./hold-button";
import { useDone } from "./trip-form";
import { useDraft } from "./use-draft";
import { newEvent, useSubmission } from "./use-outbox";
import type { Trip } from "./use-trip";

const findings = ["breathing", "unconscious", "chestPain", "bleeding", "seizure", "noPulse"] as const;
type Finding = (typeof findings)[number];

/** The reference under which 120 holds the record, once the server has given it. */
function referenceOf(trip: Trip): string | null {
  const last = trip.events.findLast(({ kind }) => kind === "worse");
  return typeof last?.data.reference === "string" ? last.data.reference : null;
}

/** The patient got worse: call first, the record goes by itself; then where to drive. */
export function WorseScreen({ trip, now }: { trip: Trip; now: TripStatus }) {
  const t = useTranslations("trip.worse");
  const { draft, change } = useDraft<{ seen: Finding[]; text: string }>(`worse.${trip.id}`, {
    seen: [],
    text: "",
  });
  const { busy, failure, submit } = useSubmission(trip.id);
  const words = [...draft.seen.map((each) => t(`findings.${each}`)), draft.text.trim()].filter(Boolean);
  const finding = words.join(t("comma")) || t("noFinding");
  const record = () =>
    void submit({ verb: "trip.note", input: { ...newEvent(trip.id), note: "worse", data: { finding } } });
  const reference = referenceOf(trip);
  return (
    <div className="grid gap-6">
      <Button asChild variant="emergency" wide className="min-h-24! rounded-lg! text-3xl!">
        {/* The call comes first: the record is sent in the same tap and never stands in its way. */}
        <a href="tel:120" onClick={record}>
          <Phone aria-hidden="true" />
          {t("call")}
        </a>
      </Button>
      <p className="text-ink-soft">{t("callText")}</p>
      <FailureAlert failure={failure} />
      {reference ? (
        <Alert tone="ok" live title={t("recorded")}>
          <p>{t("readOut")}</p>
          <p className="font-bold text-3xl tabular-nums">{reference}</p>
        </Alert>
      ) : null}
      <CheckboxCards
        legend={t("seen")}
        columns="pair"
        values={draft.seen}
        onValuesChange={(values) => change({ seen: values as Finding[] })}
        choices={findings.map((value) => ({ value, label: t(`findings.${value}`) }))}
      />
      <Field label={t("text")} optional>
        <Textarea
          rows={2}
          maxLength={300}
          value={draft.text}
          onChange={(event) => change({ text: event.target.value })}
        />
      </Field>
      <Button variant="secondary" size="touch" wide loading={busy} onClick={record}>
        {t("recordOnly")}
      </Button>
      <EmergencyHospitals trip={trip} />
      <TakenOver trip={trip} now={now} finding={finding} />
    </div>
  );
}

/** An ambulance took the patient over: the trip ends here. */
function TakenOver({ trip, now, finding }: { trip: Trip; now: TripStatus; finding: string }) {
  const t = useTranslations("trip.worse");
  const { busy, failure, submit } = useSubmission(trip.id);
  const done = useDone(trip.id);
  if (!openMoves(now).includes("divert_120")) return null;
  const confirm = async () => {
    const input = { ...newEvent(trip.id), move: "divert_120" as const, data: { finding } };
    if (await submit({ verb: "trip.advance", input })) done();
  };
  return (
    <Card title={t("takenOver")}>
      <p className="mb-4">{t("takenOverText")}</p>
      <FailureAlert failure={failure} />
      <HoldButton
        label={t("takenOverSubmit")}
        tone="danger"
        icon={<Ambulance aria-hidden="true" />}
        busy={busy}
        onConfirm={() => void confirm()}
      />
    </Card>
  );
}
