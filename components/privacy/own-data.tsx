"use client";

import { useMutation } from "@tanstack/react-query";
import { Download, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFailureText } from "@/components/api/failure-text";
import type { PersonalExport } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import { saveJson } from "./save-json";

const save = (data: PersonalExport) =>
  saveJson(data, `personal-data-${data.madeAt.toISOString().slice(0, 10)}.json`);

/** Everything kept about the signed-in person: taken out on request, to read and as a file. Kept by this page only. */
export function OwnData({ timeZone }: { timeZone: string }) {
  const t = useTranslations("privacy.export");
  const trpc = useTRPC();
  const words = useFailureText();
  const { mutate, data, isPending, error } = useMutation(trpc.personal.export.mutationOptions());
  return (
    <div className="grid gap-5">
      {error ? (
        <Alert tone="danger" live>
          {words(error)}
        </Alert>
      ) : null}
      {data ? (
        <>
          <div className="no-print flex flex-wrap gap-3">
            <Button onClick={() => save(data)}>
              <Download aria-hidden="true" />
              {t("download")}
            </Button>
            <Button variant="secondary" onClick={() => window.print()}>
              <Printer aria-hidden="true" />
              {t("print")}
            </Button>
          </div>
          <Person data={data} timeZone={timeZone} />
        </>
      ) : (
        <Button className="justify-self-start" loading={isPending} onClick={() => mutate()}>
          {t("start")}
        </Button>
      )}
    </div>
  );
}

function Person({
  data: { account, bookings, madeAt },
  timeZone,
}: {
  data: PersonalExport;
  timeZone: string;
}) {
  const t = useTranslations("privacy.export");
  const exact = (at: Date) => <Instant at={at} form="exact" timeZone={timeZone} />;
  return (
    <>
      <Card title={t("account")}>
        <DescriptionList
          items={[
            { term: t("name"), value: account.name },
            { term: t("contacts"), value: account.contacts.map(({ value }) => value).join(" · ") },
            { term: t("since"), value: exact(account.createdAt) },
            { term: t("madeAt"), value: exact(madeAt) },
          ]}
        />
      </Card>
      {bookings.length === 0 ? <p>{t("none")}</p> : null}
      {bookings.map((booking) => (
        <Booking key={booking.id} booking={booking} timeZone={timeZone} />
      ))}
    </>
  );
}

const inFull = ({ label, detail }: { label: string; detail: string }) =>
  [label, detail].filter(Boolean).join(" ");

function Booking({ booking, timeZone }: { booking: PersonalExport["bookings"][number]; timeZone: string }) {
  const t = useTranslations("privacy.export");
  const { patient, booker } = booking;
  const counted = ["consents", "trips", "bills", "messages", "openings", "complaints", "files"] as const;
  return (
    <Card title={t("booking", { number: booking.number })}>
      <DescriptionList
        items={[
          { term: t("region"), value: booking.regionId },
          {
            term: t("createdAt"),
            value: <Instant at={booking.createdAt} form="exact" timeZone={timeZone} />,
          },
          { term: t("patient"), value: booking.personalErasedAt ? t("erased") : patient.name },
          ...(patient.idNumber ? [{ term: t("idNumber"), value: patient.idNumber }] : []),
          {
            term: t("booker"),
            value: [booker.name, booker.phone, booker.email].filter(Boolean).join(" · "),
          },
          { term: t("from"), value: inFull(booking.from) },
          { term: t("to"), value: inFull(booking.to) },
          ...counted.map((part) => ({ term: t(part), value: t("count", { count: booking[part].length }) })),
        ]}
      />
    </Card>
  );
}
