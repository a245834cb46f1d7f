"use client";

import { PencilLine, Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CallbackRow } from "@/components/api/outputs";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";

/** The address that dials a phone, as stored in E.164. */
export function telOf(phone: string | null): string {
  return `tel:${phone ?? ""}`;
}

/** A phone as the seat reads it out: the country's own prefix is left away. */
export function readablePhone(phone: string): string {
  const national = phone.replace(/^\+86/, "");
  return /^1\d{10}$/.test(national)
    ? `${national.slice(0, 3)} ${national.slice(3, 7)} ${national.slice(7)}`
    : national;
}

/** Dial, write the outcome, look at what it is about. */
export function CallbackActions({ row, onClose }: { row: CallbackRow; onClose: () => void }) {
  const t = useTranslations("callback");
  return (
    <span className="flex flex-wrap items-center gap-2">
      {row.phone ? (
        <Button asChild>
          <a href={telOf(row.phone)} className="whitespace-nowrap! tabular-nums max-sm:px-2!">
            <Phone aria-hidden="true" />
            {t("call", { phone: readablePhone(row.phone) })}
          </a>
        </Button>
      ) : (
        <span className="font-medium text-danger">{t("unreadable")}</span>
      )}
      <Button variant="secondary" onClick={onClose}>
        <PencilLine aria-hidden="true" />
        {t("close")}
      </Button>
      {row.bookingId ? (
        <LinkButton href={`/seat/bookings/${row.bookingId}`} variant="quiet">
          {t("openBooking")}
        </LinkButton>
      ) : null}
      {row.reason === "handoff_120" ? (
        <LinkButton href="/seat/emergency" variant="quiet">
          {t("openEmergency")}
        </LinkButton>
      ) : null}
    </span>
  );
}
