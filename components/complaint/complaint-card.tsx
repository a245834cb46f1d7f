"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import type { TrackPart } from "@/components/tracking/part";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CaseView } from "./case-view";
import { type ComplaintDraft, ComplaintFields, isTold } from "./complaint-fields";
import { PhotoField } from "./photo-field";
import { useWithPhotos } from "./use-with-photos";

const empty: ComplaintDraft = { topic: "", text: "" };

/** Complaints of a booking: their numbers and answers, and the form for a new one. */
export function ComplaintCard(part: TrackPart) {
  const t = useTranslations("complaint");
  const trpc = useTRPC();
  const [isWriting, setWriting] = useState(false);
  const { bookingId, complaints } = part.view;
  const cases = useQuery({
    ...trpc.complaint.list.queryOptions({ bookingId }),
    enabled: complaints.length > 0,
  });
  return (
    <div id="complaints" className="no-print scroll-mt-4">
      <Card title={t("title")}>
        <p className="text-ink-soft text-sm">{t("lead", { phone: part.view.supervisionPhone })}</p>
        <FailureNote error={cases.error} onRetry={() => void cases.refetch()} retrying={cases.isFetching} />
        <ul className="mt-3 grid gap-3 empty:hidden">
          {cases.data?.map((one) => (
            <li key={one.id}>
              <CaseView
                complaintId={one.id}
                bookingId={bookingId}
                token={part.token}
                timeZone={part.region.timeZone}
                now={part.now}
              />
            </li>
          ))}
        </ul>
        {isWriting ? (
          <ComplaintForm bookingId={bookingId} onDone={() => setWriting(false)} />
        ) : (
          <Button variant="secondary" className="mt-3" onClick={() => setWriting(true)}>
            {t("open")}
          </Button>
        )}
      </Card>
    </div>
  );
}

function ComplaintForm({ bookingId, onDone }: { bookingId: string; onDone: () => void }) {
  const t = useTranslations("complaint");
  const trpc = useTRPC();
  const client = useQueryClient();
  const draft = useKept(`anzhuan.complaint.${bookingId}`, "session", empty);
  const [isChecked, setChecked] = useState(false);
  const { photos, setPhotos, send, isSending, failure } = useWithPhotos(bookingId);
  const open = useMutation(
    trpc.complaint.open.mutationOptions({
      onSuccess: () => {
        draft.forget();
        onDone();
        return client.invalidateQueries();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const { topic, text } = draft.value;
    if (!topic || !isTold(draft.value)) return;
    // What failed stands below the form.
    send((files) => open.mutateAsync({ bookingId, topic, text, files })).catch(() => undefined);
  };
  return (
    <form onSubmit={submit} noValidate className="mt-4 grid gap-4">
      <ComplaintFields draft={draft.value} onDraft={draft.set} isChecked={isChecked} />
      <PhotoField photos={photos} onPhotos={setPhotos} />
      <FailureNote error={failure} />
      <div className="flex gap-3">
        <Button type="submit" loading={isSending}>
          {t("send")}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {t("later")}
        </Button>
      </div>
    </form>
  );
}
