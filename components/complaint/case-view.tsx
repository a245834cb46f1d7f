"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Skeleton } from "@/components/ui/skeleton";
import { CaseHead } from "./case-head";
import { CaseEntries } from "./entries";
import { PhotoField } from "./photo-field";
import { SayMore } from "./say-more";
import { useWithPhotos } from "./use-with-photos";

interface CaseViewProps {
  complaintId: string;
  /** Null where the case is about a vehicle that somebody saw. */
  bookingId: string | null;
  /** The booking's link where nobody is signed in, else empty. */
  token: string;
  timeZone: string;
  now: number;
}

/** One case: its number, by when it is answered, all that was said, and a way to say more. */
export function CaseView({ complaintId, bookingId, token, timeZone, now }: CaseViewProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(trpc.complaint.get.queryOptions({ complaintId }));
  const done = { onSuccess: () => client.invalidateQueries() };
  const add = useMutation(trpc.complaint.add.mutationOptions(done));
  const reopen = useMutation(trpc.complaint.reopen.mutationOptions(done));
  const { photos, setPhotos, send, isSending, failure } = useWithPhotos(bookingId);
  if (error) return <FailureNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-24" />;
  const isReopening = data.status !== "open";
  return (
    <article className="rounded-md border border-line p-3">
      <CaseHead its={data} timeZone={timeZone} now={now} />
      <CaseEntries
        entries={data.entries}
        decision={data.decision}
        timeZone={timeZone}
        now={now}
        token={token}
      />
      {data.status === "withdrawn" ? null : (
        <SayMore
          isReopening={isReopening}
          error={failure}
          isSending={isSending}
          onSend={(text) =>
            send((files) =>
              isReopening
                ? reopen.mutateAsync({ complaintId, reason: text, files })
                : add.mutateAsync({ complaintId, text, files }),
            )
          }
        >
          <PhotoField photos={photos} onPhotos={setPhotos} />
        </SayMore>
      )}
    </article>
  );
}
