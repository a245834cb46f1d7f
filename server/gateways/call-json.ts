import type { z } from "zod";

interface Call<T> {
  method?: "GET" | "POST";
  token?: string;
  body?: unknown;
  /** Sent as `Idempotency-Key`, so that a repeated call does its work once. */
  idempotencyKey?: string;
  timeoutMs: number;
  answer: z.ZodType<T>;
}

/** The other side answered with an error status: it is there, and said no. */
export class RefusedCall extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`refused with status ${status}`);
    this.name = "RefusedCall";
    this.status = status;
  }
}

/**
 * One JSON call to an outside system, checked on the way in. Redirects are not followed: the address is configured, and
 * a token must not travel elsewhere. Throws RefusedCall for an error status, any other error for silence or nonsense.
 */
export async function callJson<T>(url: string, call: Call<T>): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (call.token) headers.authorization = `Bearer ${call.token}`;
  if (call.idempotencyKey) headers["idempotency-key"] = call.idempotencyKey;
  if (call.body !== undefined) headers["content-type"] = "application/json; charset=utf-8";
  const response = await fetch(url, {
    method: call.method ?? "GET",
    headers,
    body: call.body === undefined ? undefined : JSON.stringify(call.body),
    redirect: "error",
    signal: AbortSignal.timeout(call.timeoutMs),
  });
  if (!response.ok) throw new RefusedCall(response.status);
  return call.answer.parse(await response.json());
}
