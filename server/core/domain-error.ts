/** What went wrong, in few codes: doors map each once (HTTP status, screen). */
export const errorCodes = [
  "bad_input",
  "not_signed_in",
  "forbidden",
  "not_found",
  "conflict",
  "expired",
  "too_many",
  "unavailable",
] as const;
export type ErrorCode = (typeof errorCodes)[number];
export type ErrorData = Record<string, string | number | boolean | null>;

/**
 * The one error class of the product. `key` names a message in `messages/<language>/errors.json`, `data` fills its
 * blanks. Someone else's row is always `not_found`, never `forbidden`.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly key: string;
  readonly data: ErrorData;

  constructor(code: ErrorCode, key: string, data: ErrorData = {}) {
    super(`${code}: ${key}`);
    this.name = "DomainError";
    this.code = code;
    this.key = key;
    this.data = data;
  }
}
