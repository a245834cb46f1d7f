"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { CertificationRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { useDesk } from "@/components/plan/desk";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { classNames } from "@/components/ui/class-names";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { linkInText } from "@/components/ui/text-link";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { addDays, localDay } from "@/server/core/local-time";
import {
  findingsOn,
  forbiddenItems,
  type PhotoSide,
  proposedUntil,
  requiredOn,
} from "@/server/core/marking/photo";
import { fewest, isTooShort } from "@/server/core/said";
import type { MarkingItem } from "@/server/core/standard/facts";

export type Photo = CertificationRecord["papers"][number];

const nothingTyped = { reason: "" };

function useReview(onDone: () => void) {
  const t = useTranslations("marking.photos");
  const trpc = useTRPC();
  const client = useQueryClient();
  return useMutation(
    trpc.marking.reviewPhoto.mutationOptions({
      onSuccess: ({ granted }) => {
        onDone();
        showToast({ tone: "ok", title: t(granted ? "granted" : "refused") });
      },
      onSettled: () => client.invalidateQueries(),
    }),
  );
}

interface ChecksProps {
  side: PhotoSide;
  seen: readonly MarkingItem[];
  onSeen: (next: MarkingItem[]) => void;
}

/** What this side must show, and what no side may. */
function Checks({ side, seen, onSeen }: ChecksProps) {
  const t = useTranslations("marking.photos");
  const tItem = useTranslations("certification.markings.items");
  const list = (title: string, items: readonly MarkingItem[]) => (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium text-sm">{title}</legend>
      {items.map((item) => (
        <Checkbox
          key={item}
          label={tItem(item)}
          checked={seen.includes(item)}
          onChange={({ target }) =>
            onSeen(target.checked ? [...seen, item] : seen.filter((it) => it !== item))
          }
        />
      ))}
    </fieldset>
  );
  return (
    <div className="grid gap-3">
      {list(t("must"), requiredOn[side])}
      {list(t("never"), forbiddenItems)}
    </div>
  );
}

interface PhotoReviewProps {
  photo: Photo;
  side: PhotoSide;
  /** The longest that the region lets a photo hold. */
  photoDays: number;
}

/** The reviewer's list for one side, and the word on it. */
export function PhotoReview({ photo, side, photoDays }: PhotoReviewProps) {
  const t = useTranslations("marking.photos");
  const [seen, setSeen] = useState<MarkingItem[]>(photo.seen ?? []);
  const draft = useKept(`anzhuan.photo.refuse.${photo.id}`, "session", nothingTyped);
  const review = useReview(draft.forget);
  return (
    <details className="group" open={!photo.checked && !photo.refusal}>
      <summary className={classNames("min-h-6 cursor-pointer", linkInText)}>
        {t(photo.checked || photo.refusal ? "again" : "go")}
      </summary>
      <div className="mt-3 grid gap-4">
        <Checks side={side} seen={seen} onSeen={setSeen} />
        <Grant
          side={side}
          seen={seen}
          photoDays={photoDays}
          isPending={review.isPending}
          onGrant={(expiresOn) => review.mutate({ granted: true, paperId: photo.id, seen, expiresOn })}
        />
        <Refuse
          side={side}
          reason={draft.value.reason}
          onReason={(reason) => draft.set({ reason })}
          isPending={review.isPending}
          onRefuse={(reason) => review.mutate({ granted: false, paperId: photo.id, seen, reason })}
        />
        <FailureNote error={review.error} />
      </div>
    </details>
  );
}

interface GrantProps {
  side: PhotoSide;
  seen: readonly MarkingItem[];
  photoDays: number;
  isPending: boolean;
  onGrant: (until: string) => void;
}

function Grant({ side, seen, photoDays, isPending, onGrant }: GrantProps) {
  const t = useTranslations("marking.photos");
  const { now, timeZone } = useDesk();
  const today = localDay(new Date(now), timeZone);
  const [until, setUntil] = useState(proposedUntil(today, photoDays));
  const { missing, forbidden } = findingsOn(side, seen);
  const isGood = missing.length + forbidden.length === 0;
  return (
    <>
      <Field label={t("validUntil")} hint={t("validHint")}>
        <Input
          type="date"
          min={today}
          max={addDays(today, photoDays)}
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
      </Field>
      <Button disabled={!isGood || until === ""} loading={isPending} onClick={() => onGrant(until)}>
        {t("grant", { side: t(`sides.${side}`) })}
      </Button>
      {isGood ? null : (
        <p className="text-ink-soft text-sm">
          {t("findings", { missing: missing.length, forbidden: forbidden.length })}
        </p>
      )}
    </>
  );
}

interface RefuseProps {
  side: PhotoSide;
  reason: string;
  onReason: (reason: string) => void;
  isPending: boolean;
  onRefuse: (reason: string) => void;
}

function Refuse({ side, reason, onReason, isPending, onRefuse }: RefuseProps) {
  const t = useTranslations("marking.photos");
  const [isTried, setTried] = useState(false);
  const isShort = isTooShort(reason, fewest.words);
  const refuse = () => {
    setTried(true);
    if (!isShort) onRefuse(reason);
  };
  return (
    <>
      <Field
        label={t("reason")}
        hint={t("reasonHint")}
        error={isTried && isShort ? t("reasonMissing") : undefined}
      >
        <Textarea
          rows={2}
          maxLength={300}
          value={reason}
          onChange={(event) => onReason(event.target.value)}
        />
      </Field>
      <Button variant="secondary" loading={isPending} onClick={refuse}>
        {t("refuse", { side: t(`sides.${side}`) })}
      </Button>
    </>
  );
}
