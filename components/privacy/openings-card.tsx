"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import type { Opening } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { formatInstant, Instant } from "@/components/ui/instant";

interface OpeningsCardProps {
  /** Left out where the link itself names the booking. */
  bookingId?: string;
  timeZone: string;
  /** Also says that nobody did. */
  isAlwaysShown?: boolean;
}

/** Who opened one booking's personal data, for those whom it concerns. */
export function OpeningsCard({ bookingId, timeZone, isAlwaysShown = false }: OpeningsCardProps) {
  const t = useTranslations("privacy.openings");
  const trpc = useTRPC();
  const { data, error, refetch, isFetching } = useQuery(
    trpc.breakGlass.ofBooking.queryOptions(bookingId ? { bookingId } : {}),
  );
  if (!data && error)
    return <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data || (data.openings.length === 0 && !isAlwaysShown)) return null;
  return (
    <div id="openings" className="scroll-mt-4">
      <Card title={t("title")}>
        {data.openings.length === 0 ? <p className="text-ink-soft text-sm">{t("none")}</p> : null}
        <ul className="grid gap-3">
          {data.openings.map((opening) => (
            <li key={opening.id} className="grid gap-1 border-line border-b pb-3 last:border-b-0 last:pb-0">
              <span className="flex flex-wrap items-center justify-between gap-2">
                <span className="text-sm">
                  <Instant at={opening.openedAt} form="dateTime" timeZone={timeZone} />{" "}
                  <OpeningEnd opening={opening} timeZone={timeZone} />
                </span>
                <OpeningState opening={opening} />
              </span>
              <OpeningBy opening={opening} />
              <OpeningWhy opening={opening} />
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function OpeningEnd({ opening, timeZone }: { opening: Opening; timeZone: string }) {
  const t = useTranslations("privacy.openings");
  const locale = useLocale();
  return t("until", { until: formatInstant(opening.endsAt, "time", timeZone, locale) });
}

/** Which organization, in what role; never a person's name. */
export function OpeningBy({ opening }: { opening: Opening }) {
  const t = useTranslations("privacy");
  const isEnglish = useLocale() === "en";
  const role = opening.role === "dispatcher" ? "dispatcher" : "regulator";
  const org = (isEnglish ? opening.orgEn : opening.orgZh) ?? "";
  return <span>{t("openings.by", { org, role: t(`roles.${role}`) })}</span>;
}

/** For what, in the opener's words as far as they may be shown, and how often it was read. */
export function OpeningWhy({ opening }: { opening: Opening }) {
  const t = useTranslations("privacy");
  const purpose = t(`purposes.${opening.purpose}`);
  return (
    <span className="grid gap-0.5 break-words font-normal text-sm">
      <span>{opening.reason ? t("openings.what", { purpose, reason: opening.reason }) : purpose}</span>
      <span className="text-ink-soft">{t("openings.readTimes", { count: opening.reads })}</span>
    </span>
  );
}

/** Open now, or masked again. */
export function OpeningState({ opening }: { opening: Opening }) {
  const t = useTranslations("privacy.openings");
  return (
    <Badge tone={opening.isOpen ? "wait" : "neutral"}>{opening.isOpen ? t("isOpen") : t("isOver")}</Badge>
  );
}
