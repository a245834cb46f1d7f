"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { VehicleRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Instant } from "@/components/ui/instant";
import { Select } from "@/components/ui/select";
import { linkInText } from "@/components/ui/text-link";
import { showToast } from "@/components/ui/toast";
import { Link, useRouter } from "@/messages/navigation";
import { localDay } from "@/server/core/local-time";
import { retireReason, retireReasons } from "@/server/core/vehicle";

type Vehicle = VehicleRow["vehicle"];

/** Taking a vehicle off the road for good: when and why, what stands against it, and the way back until that day. */
export function RetireCard({ vehicle }: { vehicle: Vehicle }) {
  const t = useTranslations("fleet.retire");
  return (
    <div className="mt-5 max-w-5xl">
      <Card title={t("title")}>
        {vehicle.status === "retired" ? (
          <Alert tone="info">{t("retired", { on: vehicle.retiresOn ?? "" })}</Alert>
        ) : vehicle.retiresOn ? (
          <Retiring vehicle={vehicle} />
        ) : (
          <RetireForm vehicle={vehicle} />
        )}
      </Card>
    </div>
  );
}

function useDone(words: string) {
  const client = useQueryClient();
  const router = useRouter();
  return {
    onSuccess: async () => {
      await client.invalidateQueries();
      showToast({ tone: "ok", title: words });
      router.refresh();
    },
  };
}

function Retiring({ vehicle }: { vehicle: Vehicle }) {
  const t = useTranslations("fleet.retire");
  const trpc = useTRPC();
  const keep = useMutation(trpc.fleet.keepVehicle.mutationOptions(useDone(t("kept"))));
  const reason = vehicle.retireReason ? t(`reasons.${vehicle.retireReason}`) : "";
  return (
    <div className="grid gap-4">
      <Alert tone="warn" title={t("retiring", { on: vehicle.retiresOn ?? "", reason })}>
        {t("retiringText")}
      </Alert>
      <FailureNote error={keep.error} />
      <Button
        variant="secondary"
        className="justify-self-start"
        loading={keep.isPending}
        onClick={() => keep.mutate({ vehicleId: vehicle.id })}
      >
        {t("keep")}
      </Button>
    </div>
  );
}

/** A day that no line end may cut in two. */
const unbroken = (day: string) => day.replaceAll("-", "\u2011");

function RetireForm({ vehicle }: { vehicle: Vehicle }) {
  const t = useTranslations("fleet.retire");
  const { timeZone } = useDesk();
  const today = localDay(new Date(), timeZone);
  const [on, setOn] = useState("");
  const [reason, setReason] = useState("");
  const [isChecked, setChecked] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const trpc = useTRPC();
  const isDay = on >= today;
  const preview = useQuery({
    ...trpc.fleet.retirement.queryOptions({ vehicleId: vehicle.id, on }),
    enabled: isDay,
  });
  const retire = useMutation(trpc.fleet.retireVehicle.mutationOptions(useDone(t("done"))));
  const known = retireReason.safeParse(reason);
  const isFree = preview.data?.promised.length === 0;
  const ask = () => {
    setChecked(true);
    if (isDay && known.success && isFree) setAsked(true);
  };
  return (
    <div className="grid gap-4">
      <p className="text-ink-soft">{t("lead")}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t("on")}
          hint={t("onHint")}
          error={isChecked && !isDay ? t("onMissing") : undefined}
          required
        >
          <Input type="date" min={today} value={on} onChange={(event) => setOn(event.target.value)} />
        </Field>
        <Field
          label={t("reason")}
          error={isChecked && !known.success ? t("reasonMissing") : undefined}
          required
        >
          <Select
            value={reason}
            placeholder={t("choose")}
            options={retireReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </div>
      {preview.data ? <Standing {...preview.data} /> : null}
      <FailureNote error={preview.error ?? retire.error} />
      <Button
        variant="danger"
        className="justify-self-start"
        disabled={preview.data !== undefined && !isFree}
        loading={preview.isFetching && isDay}
        onClick={ask}
      >
        {t("submit")}
      </Button>
      <ConfirmDialog
        open={isAsked}
        onOpenChange={setAsked}
        title={t("confirmTitle", { plate: vehicle.plate, on: unbroken(on) })}
        description={t("confirmText", { count: preview.data?.emptyShifts ?? 0 })}
        confirmLabel={t("submit")}
        tone="danger"
        busy={retire.isPending}
        onConfirm={() => {
          if (known.success)
            retire.mutate(
              { vehicleId: vehicle.id, on, reason: known.data },
              { onSettled: () => setAsked(false) },
            );
        }}
      />
    </div>
  );
}

interface StandingProps {
  promised: { bookingNumber: string; pickupAt: Date; tripId: string | null }[];
  emptyShifts: number;
}

/** Who is promised on the vehicle from that day on: they are moved first. */
function Standing({ promised, emptyShifts }: StandingProps) {
  const t = useTranslations("fleet.retire");
  const { timeZone } = useDesk();
  if (promised.length === 0) return <p>{t("free", { count: emptyShifts })}</p>;
  return (
    <Alert tone="warn" title={t("promised", { count: promised.length })}>
      <ul className="mt-1 grid gap-1">
        {promised.map(({ bookingNumber, pickupAt, tripId }) => (
          <li key={bookingNumber} className="tabular-nums">
            <Instant at={pickupAt} timeZone={timeZone} />{" "}
            {tripId ? (
              <Link href={`/operator/trips/${tripId}`} className={linkInText}>
                {bookingNumber}
              </Link>
            ) : (
              bookingNumber
            )}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
