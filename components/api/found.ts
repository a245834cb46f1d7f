import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { DomainError } from "@/server/core/domain-error";

/** Whether an answer says that nothing of that id is there, or that what stood in the address is no id at all. */
function isNothing(error: unknown): boolean {
  const cause = error instanceof TRPCError ? error.cause : error;
  if (cause instanceof DomainError) return cause.code === "not_found";
  // Stored content that does not parse is an error within, not the address's: only the input is.
  return error instanceof TRPCError && error.code === "BAD_REQUEST" && cause instanceof ZodError;
}

/**
 * What the id of an address leads to; null where it leads nowhere, for the page to say so. Whatever else goes wrong goes on
 * going wrong: a failure of ours must not read as an address of the reader's.
 */
export async function foundOrNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isNothing(error)) return null;
    throw error;
  }
}
