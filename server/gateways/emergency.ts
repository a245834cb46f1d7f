import { z } from "zod";
import { DomainError } from "@/server/core/domain-error";
import { env } from "@/server/env";
import { callJson, RefusedCall } from "@/server/gateways/call-json";

/** What 120 is told: enough to send a vehicle and call back. The page for a printed sheet shows the same record. */
export interface HandOverTo120 {
  /** The hand-over's public id; the same id sent again is the same hand-over. */
  id: string;
  regionId: string;
  /** ISO instant at which the red flag was seen. */
  at: string;
  callerPhone: string | null;
  callerRelation: string | null;
  patientName: string | null;
  patientAgeYears: number | null;
  place: { address: string; floor: string | null; lat: number | null; lon: number | null };
  /** The triage answers that led here, in the words the caller heard. */
  findings: string[];
  /** The version of the triage rules that decided. */
  ruleVersion: string;
  note: string | null;
}

/** A hand-over is done when a named person at 120 took it at a time. */
export interface Acknowledgement {
  acknowledgedBy: string;
  /** ISO instant. */
  acknowledgedAt: string;
  /** The case number at 120, if it gave one. */
  caseNumber: string | null;
}

const timeoutMs = 5_000;
const sentAnswer = z.object({ reference: z.string().min(1) });
const statusAnswer = z.object({
  acknowledgedBy: z.string().trim().min(1).nullish(),
  acknowledgedAt: z.iso.datetime({ offset: true }).nullish(),
  caseNumber: z.string().nullish(),
});

function address(): string {
  const url = env().EMERGENCY_URL;
  if (!url) throw new DomainError("unavailable", "emergency.not_configured");
  return `${url.replace(/\/+$/, "")}/hand-overs`;
}

/**
 * Put the record before 120: `POST EMERGENCY_URL/hand-overs`, answered by `{ reference }`. Sent is not taken: only an
 * acknowledgement ends it. Throws DomainError "unavailable": `emergency.not_configured` or `emergency.failed` (raise the
 * alarm, phone and read it out).
 */
export async function deliverHandOver(record: HandOverTo120): Promise<{ providerRef: string }> {
  const url = address();
  try {
    const call = {
      method: "POST",
      token: env().EMERGENCY_TOKEN,
      idempotencyKey: record.id,
      body: record,
    } as const;
    const sent = await callJson(url, { ...call, timeoutMs, answer: sentAnswer });
    return { providerRef: sent.reference };
  } catch {
    throw new DomainError("unavailable", "emergency.failed");
  }
}

/**
 * Who at 120 took it, or undefined while nobody did: `GET EMERGENCY_URL/hand-overs/REFERENCE`. A name without a time, or
 * a time without a name, is no acknowledgement. Throws DomainError "unavailable" as `deliverHandOver`, or "not_found"
 * `emergency.unknown_reference`.
 */
export async function readAcknowledgement(providerRef: string): Promise<Acknowledgement | undefined> {
  const url = `${address()}/${encodeURIComponent(providerRef)}`;
  try {
    const read = await callJson(url, { token: env().EMERGENCY_TOKEN, timeoutMs, answer: statusAnswer });
    const { acknowledgedBy, acknowledgedAt, caseNumber } = read;
    if (!acknowledgedBy || !acknowledgedAt) return undefined;
    return { acknowledgedBy, acknowledgedAt, caseNumber: caseNumber ?? null };
  } catch (error) {
    if (error instanceof RefusedCall && error.status === 404) {
      throw new DomainError("not_found", "emergency.unknown_reference");
    }
    throw new DomainError("unavailable", "emergency.failed");
  }
}
