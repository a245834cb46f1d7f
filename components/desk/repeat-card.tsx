"use client";

import { useMutation } from "@tanstack/react-query";
import { CalendarPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { wantedOf } from "@/components/booking/wanted";
import { useNow } from "@/components/plan/use-now";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { useRouter } from "@/messages/navigation";
import type { BookingStatus } from "@/server/core/booking";
import { useBookingRegion, useDeskLinks } from "./booking-region";
import { WhenChips } from "./when-chips";
import { whenOfChip } from "./when-of-chip";

const nothing = { chip: "" as const, day: "", time: "", destination: "" };

/** The same patient and way again at another time, or back; the slots follow at the desk. */
export function RepeatCard({ bookingId, status }: { bookingId: string; status: BookingStatus }) {
  const t = useTranslations("desk.record.repeat");
  const links = useDeskLinks();
  const trpc = useTRPC();
  const router = useRouter();
  const region = useBookingRegion();
  const now = useNow();
  const [choice, setChoice] = useState<Parameters<typeof whenOfChip>[0]>(nothing);
  const [swap, setSwap] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const repeat = useMutation(
    trpc.booking.repeat.mutationOptions({
      onSuccess: ({ bookingId: draftId, outcome }) => {
        const isRide = outcome === "accessible_ride" || outcome === "care_transfer";
        router.push(isRide ? links.goOn(draftId) : links.booking(draftId));
      },
    }),
  );
  if (status === "handed_to_120" || status === "draft" || status === "held" || status === "in_review")
    return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const when = whenOfChip(choice, now, region.timeZone);
    if (when) repeat.mutate({ bookingId, wanted: wantedOf(when, now, region), swap });
  };
  return (
    <div className="no-print">
      <Card title={t("title")}>
        <form onSubmit={submit} noValidate className="grid gap-3">
          <WhenChips
            choice={choice}
            onChoice={(part) => setChoice((before) => ({ ...before, ...part }))}
            now={now}
            isChecked={isChecked}
          />
          <Checkbox
            label={t("swap")}
            description={t("swapHint")}
            checked={swap}
            onChange={(event) => setSwap(event.target.checked)}
          />
          <FailureNote error={repeat.error} />
          <Button
            type="submit"
            variant="secondary"
            className="justify-self-start"
            loading={repeat.isPending || repeat.isSuccess}
          >
            <CalendarPlus aria-hidden="true" />
            {t("submit")}
          </Button>
        </form>
      </Card>
    </div>
  );
}
