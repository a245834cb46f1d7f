"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import type { BookingFull } from "@/server/core/booking-view";
import { useBookingRegion } from "./booking-region";

/** What the patient or family agreed to, when, and taking it back. Without the health data there is no ride to keep. */
export function ConsentList({ full }: { full: BookingFull }) {
  const t = useTranslations("desk.record.consents");
  const trpc = useTRPC();
  const router = useRouter();
  const { timeZone } = useBookingRegion();
  const withdraw = useMutation(
    trpc.booking.withdrawConsent.mutationOptions({
      onSuccess: () => {
        showToast({ tone: "ok", title: t("done") });
        // A withdrawn sharing ends every link; the page is read anew with the new one.
        router.refresh();
      },
    }),
  );
  if (full.consents.length === 0) return null;
  return (
    <Card title={t("title")}>
      <ul className="grid gap-2">
        {full.consents.map(({ purpose, givenAt, withdrawnAt }) => (
          <li key={purpose} className="flex flex-wrap items-center justify-between gap-x-3">
            <span>
              {t(`purposes.${purpose}`)}
              <span className="block text-ink-soft text-sm">
                {withdrawnAt ? t("withdrawn") : t("given")}{" "}
                <Instant at={withdrawnAt ?? givenAt} timeZone={timeZone} />
              </span>
            </span>
            {withdrawnAt || purpose === "transfer_health_data" ? null : (
              <Button
                variant="quiet"
                size="sm"
                className="no-print"
                aria-label={t("withdrawOf", { what: t(`purposes.${purpose}`) })}
                loading={withdraw.isPending && withdraw.variables.purpose === purpose}
                onClick={() => withdraw.mutate({ bookingId: full.id, purpose })}
              >
                {t("withdraw")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <FailureNote error={withdraw.error} />
    </Card>
  );
}
