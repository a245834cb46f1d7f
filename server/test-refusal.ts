import { DomainError } from "@/server/core/domain-error";

/** How a verb ends: "no error", or what was thrown as "code key". */
export const keyOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "no error",
    (error: unknown) => (error instanceof DomainError ? `${error.code} ${error.key}` : String(error)),
  );
