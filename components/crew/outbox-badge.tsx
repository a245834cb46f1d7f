"use client";

import { CloudOff, CloudUpload, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useFailureText } from "@/components/api/failure-text";
import { useCrewFrame } from "@/components/trip/crew-context";
import { crewOutbox } from "@/components/trip/crew-outbox";
import { type Entry, entryName } from "@/components/trip/outbox-entry";
import { useOutbox } from "@/components/trip/use-outbox";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { formatInstant } from "@/components/ui/instant";
import { Sheet } from "@/components/ui/sheet";

/** What waits on this phone, in the header: nothing to see while all is sent. */
export function OutboxBadge() {
  const t = useTranslations("crew.outbox");
  const { entries, hindrance } = useOutbox();
  const refused = entries.filter(({ failure }) => failure);
  if (entries.length === 0) return null;
  const Icon = refused.length > 0 ? TriangleAlert : hindrance ? CloudOff : CloudUpload;
  return (
    <Sheet
      title={t("title")}
      trigger={
        <button
          type="button"
          className="inline-flex min-h-14 items-center gap-2 rounded-md bg-wait-soft px-3 font-semibold text-base text-wait"
        >
          <Icon aria-hidden="true" className="size-6" />
          <span className="whitespace-nowrap">
            {t(refused.length > 0 ? "refusedCount" : "waitingCount", {
              count: refused.length || entries.length,
            })}
          </span>
        </button>
      }
    >
      <OutboxList />
    </Sheet>
  );
}

function OutboxList() {
  const t = useTranslations("crew.outbox");
  const { entries, hindrance, sending } = useOutbox();
  const signIn = hindrance?.code === "not_signed_in";
  return (
    <div className="high-contrast grid gap-4 text-lg">
      <p>{t(signIn ? "signIn" : "lead")}</p>
      <ul className="grid gap-3">
        {entries.map((entry) => (
          <OutboxRow key={entry.id} entry={entry} />
        ))}
      </ul>
      <Button size="touch" wide loading={sending} onClick={() => void crewOutbox().flush()}>
        {t("sendNow")}
      </Button>
    </div>
  );
}

function OutboxRow({ entry }: { entry: Entry }) {
  const t = useTranslations();
  const locale = useLocale();
  const { timeZone } = useCrewFrame();
  const textOf = useFailureText();
  const name = t(`trip.sent.${entryName(entry)}`);
  const at = formatInstant(entry.madeAt, "time", timeZone, locale);
  if (!entry.failure) {
    return (
      <li className="flex items-baseline justify-between gap-3 rounded-lg border border-line px-4 py-3">
        <span className="font-medium">{name}</span>
        <span className="text-ink-soft text-base tabular-nums">{t("crew.outbox.madeAt", { at })}</span>
      </li>
    );
  }
  return (
    <li>
      <Alert
        tone="danger"
        title={t("crew.outbox.refused", { name, at })}
        action={
          <Button variant="secondary" size="lg" onClick={() => void crewOutbox().discard(entry.id)}>
            {t("crew.outbox.discard")}
          </Button>
        }
      >
        {textOf(entry.failure)}
      </Alert>
    </li>
  );
}
