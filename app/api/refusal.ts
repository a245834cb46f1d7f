import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { DomainError, type ErrorCode } from "@/server/core/domain-error";
import { loggable } from "@/server/core/failure";

const statuses: Record<ErrorCode, number> = {
  bad_input: 400,
  not_signed_in: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  expired: 412,
  too_many: 429,
  unavailable: 503,
};

const headers = { "cache-control": "no-store" };

/** Our error as an answer with its key and data; an unknown one tells nothing but that, and is logged. */
export function refuse(error: unknown): Response {
  const cause = error instanceof TRPCError ? error.cause : error;
  if (cause instanceof DomainError) {
    const { code, key, data } = cause;
    return Response.json({ error: { code, key, data } }, { status: statuses[code], headers });
  }
  if (cause instanceof ZodError || cause instanceof SyntaxError) {
    const key = cause instanceof ZodError ? (cause.issues[0]?.message ?? "input.invalid") : "input.invalid";
    return Response.json({ error: { code: "bad_input", key, data: {} } }, { status: 400, headers });
  }
  console.error(loggable(error));
  return Response.json(
    { error: { code: "unavailable", key: "unexpected.what", data: {} } },
    { status: 503, headers },
  );
}
