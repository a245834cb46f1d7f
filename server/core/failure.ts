/**
 * What may be written of a failure to logs and to the queue's own tables: an error of a query carries the values it was
 * asked with, among them answers about a patient, so that its cause stands for it.
 */
export function loggable(error: unknown): unknown {
  const isQuery = error instanceof Error && "query" in error && "params" in error;
  return isQuery ? (error.cause ?? new Error("A query failed")) : error;
}

/** One line of it. */
export function failureText(error: unknown): string {
  const shown = loggable(error);
  return shown instanceof Error ? shown.message : String(shown);
}
