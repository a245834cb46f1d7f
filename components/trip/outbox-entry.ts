import type { z } from "zod";
import type { CallFailure } from "@/components/api/domain-error";
import type { billingAnswerExtra, paymentRecordCash, paymentRecordPos } from "@/server/core/billing-input";
import type { FilePut } from "@/server/core/file-input";
import type { tripHandOver } from "@/server/core/handover";
import type { fileInspection } from "@/server/core/inspection";
import { nextTripStatus, type TripMove, type TripStatus } from "@/server/core/trip";
import type { tripAdvance, tripNoteInput } from "@/server/core/trip-input";

/** What a crew's phone says to the server. Ids inside are made on the phone, so that a resend changes nothing. */
export type Call =
  | { verb: "trip.advance"; input: z.input<typeof tripAdvance> }
  | { verb: "trip.note"; input: z.input<typeof tripNoteInput> }
  | { verb: "inspection.file"; input: z.input<typeof fileInspection> }
  | { verb: "trip.handOver"; input: z.input<typeof tripHandOver> }
  | { verb: "billing.answerExtra"; input: z.input<typeof billingAnswerExtra> }
  | { verb: "payment.recordCash"; input: z.input<typeof paymentRecordCash> }
  | { verb: "payment.recordPos"; input: z.input<typeof paymentRecordPos> };

/** A signature or photo that must lie on the server before the call that names it. */
export interface KeptFile {
  fileId: string;
  purpose: FilePut["purpose"];
  content: Blob;
  /** The extra that a signature answers. */
  extraId?: string;
}

/** One thing to send, kept on the phone until the server has answered it. */
export interface Entry {
  id: string;
  /** The membership that made it; somebody else signed in on this phone never sends it. */
  owner: string;
  /** The trip it is about; of an inspection the shift. */
  tripId: string;
  /** Epoch milliseconds by the phone; entries are sent in this order. */
  madeAt: number;
  call: Call;
  files: KeptFile[];
  /** Why the server refused it; such an entry stays until somebody has read it. */
  failure: CallFailure | null;
}

/** The move an entry would make, null for notes and money. */
function moveOf({ call }: Entry): TripMove | null {
  if (call.verb === "trip.advance") return call.input.move;
  return call.verb === "trip.handOver" && call.input.end === "dropoff" ? "hand_over" : null;
}

/** The status that the crew works from: the server's, moved on by what still waits to be sent. */
export function statusWith(status: TripStatus, entries: readonly Entry[]): TripStatus {
  return entries.reduce((now, entry) => {
    const move = entry.failure ? null : moveOf(entry);
    if (!move) return now;
    try {
      return nextTripStatus(now, move);
    } catch {
      // The server already knows of this move: it was answered and the answer was lost.
      return now;
    }
  }, status);
}

/** The key under `trip.sent` that names an entry to people. */
export function entryName({ call }: Entry): string {
  if (call.verb === "trip.advance") return call.input.move;
  if (call.verb === "trip.note") return call.input.note;
  if (call.verb === "inspection.file") return "inspection";
  if (call.verb === "trip.handOver") return call.input.end === "pickup" ? "take_over" : "hand_over";
  return call.verb === "billing.answerExtra" ? "extra" : "payment";
}
