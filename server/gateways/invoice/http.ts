import { z } from "zod";
import { DomainError } from "@/server/core/domain-error";
import { callJson, RefusedCall } from "@/server/gateways/call-json";
import type { InvoiceProvider, ProviderAnswer } from "./provider";

const timeoutMs = 15_000;
const maxPaperBytes = 5 * 1024 * 1024;
const told = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("issued"),
    invoiceNumber: z.string().min(1).max(40),
    providerRef: z.string().min(1).max(100),
    issuedAt: z.iso.datetime({ offset: true }),
  }),
  z.object({ state: z.literal("pending") }),
  z.object({ state: z.literal("refused"), reason: z.string().min(1).max(300) }),
]);

/** No answer, or nonsense: what became of the call is not known. */
function unavailable(): never {
  throw new DomainError("unavailable", "invoice.unavailable");
}

/**
 * A provider behind HTTP (README, E-invoices): `POST /invoices` with our request, its key also as `Idempotency-Key`;
 * `GET /invoices/KEY` (404: never heard of); `GET /documents/REF` (PDF). A status of 400 or 422 is a refusal, every other
 * error leaves the outcome unknown.
 */
export function httpInvoices(base: string, token: string | undefined): InvoiceProvider {
  const at = (path: string) => `${base.replace(/\/+$/, "")}/${path}`;

  async function issue(request: Parameters<InvoiceProvider["issue"]>[0]) {
    try {
      const call = { method: "POST", token, idempotencyKey: request.requestKey, body: request } as const;
      return await callJson(at("invoices"), { ...call, timeoutMs, answer: told });
    } catch (error) {
      const isRefused = error instanceof RefusedCall && (error.status === 400 || error.status === 422);
      return isRefused ? { state: "refused" as const, reason: `HTTP ${error.status}` } : unavailable();
    }
  }

  async function query(requestKey: string): Promise<ProviderAnswer> {
    try {
      return await callJson(at(`invoices/${encodeURIComponent(requestKey)}`), {
        token,
        timeoutMs,
        answer: told,
      });
    } catch (error) {
      return error instanceof RefusedCall && error.status === 404 ? { state: "unknown" } : unavailable();
    }
  }

  async function document(providerRef: string): Promise<Buffer> {
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(at(`documents/${encodeURIComponent(providerRef)}`), {
      headers,
      redirect: "error",
      signal,
    }).catch(unavailable);
    if (!answer.ok) return unavailable();
    const bytes = Buffer.from(await answer.arrayBuffer().catch(unavailable));
    const isPaper = bytes.length <= maxPaperBytes && bytes.subarray(0, 5).toString("latin1") === "%PDF-";
    return isPaper ? bytes : unavailable();
  }

  return { isTaxDocument: true, issue, query, document };
}
