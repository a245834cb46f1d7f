import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import { type CallFailure, readFailure } from "@/components/api/domain-error";
import { bearingHeaders } from "@/components/api/link";
import type { AppRouter } from "@/server/routers/root";
import type { Entry, KeptFile } from "./outbox-entry";

/** Beyond this a call counts as lost and is tried again: resending is harmless. */
const callMilliseconds = 20_000;
const uploadMilliseconds = 90_000;

const client = createTRPCClient<AppRouter>({
  links: [
    httpLink({
      url: "/api/trpc",
      transformer: superjson,
      headers: bearingHeaders,
      fetch: (address, options) =>
        fetch(address, { ...options, signal: AbortSignal.timeout(callMilliseconds) }),
    }),
  ],
});

/** A failed upload, told like a failed call. */
export class UploadRefused extends Error {
  constructor(readonly failure: CallFailure) {
    super(failure.key);
  }
}

const lost: CallFailure = { code: "unavailable", key: "network", data: {}, fields: [] };

async function upload(
  { call: { verb }, tripId }: Entry,
  { fileId, purpose, content, extraId }: KeptFile,
): Promise<void> {
  const form = new FormData();
  form.set("fileId", fileId);
  form.set("purpose", purpose);
  form.set(verb === "inspection.file" ? "shiftId" : "tripId", tripId);
  if (extraId) form.set("extraId", extraId);
  form.set("file", content, `${purpose}.${content.type.split("/")[1] ?? "bin"}`);
  const signal = AbortSignal.timeout(uploadMilliseconds);
  const answer = await fetch("/api/files", { method: "POST", body: form, headers: bearingHeaders(), signal });
  if (answer.ok) return;
  const told = (await answer.json().catch(() => null)) as { error?: Partial<CallFailure> } | null;
  if (!told?.error?.key) throw new UploadRefused(lost);
  const { code = "", key, data = {} } = told.error;
  throw new UploadRefused({ code, key, data, fields: [] });
}

function call({ call: { verb, input } }: Entry): Promise<unknown> {
  switch (verb) {
    case "trip.advance":
      return client.trip.advance.mutate(input);
    case "trip.note":
      return client.trip.note.mutate(input);
    case "inspection.file":
      return client.inspection.file.mutate(input);
    case "trip.handOver":
      return client.trip.handOver.mutate(input);
    case "billing.answerExtra":
      return client.billing.answerExtra.mutate(input);
    case "payment.recordCash":
      return client.payment.recordCash.mutate(input);
    case "payment.recordPos":
      return client.payment.recordPos.mutate(input);
  }
}

/** Send one entry, its files first. Null: answered; else why not. */
export async function sendEntry(entry: Entry): Promise<CallFailure | null> {
  try {
    for (const file of entry.files) await upload(entry, file);
    await call(entry);
    return null;
  } catch (error) {
    if (error instanceof UploadRefused) return error.failure;
    // A fetch that never came back is no answer of the server.
    if (error instanceof TypeError || error instanceof DOMException) return lost;
    return readFailure(error);
  }
}

/** Send a batch of positions; false when it must be kept. */
export async function sendPositions(shiftId: string, positions: Fix[]): Promise<boolean> {
  try {
    await client.trip.report.mutate({ shiftId, positions });
    return true;
  } catch (error) {
    // What the server refuses for good (a shift that is no longer ours) is not kept for ever.
    return !mayPass(readFailure(error));
  }
}

/** Whether the same entry may pass at another time: no network, a busy server, a session that ran out. */
export function mayPass({ code }: CallFailure): boolean {
  return code === "unavailable" || code === "not_signed_in";
}

/** One reading of the phone's position, as `trip.report` takes it. */
export interface Fix {
  at: string;
  lat: number;
  lon: number;
  accuracyMetres: number | null;
  speedKmh: number | null;
}
