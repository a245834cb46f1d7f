/** The SQLSTATE of a database error, through Drizzle's wrapping; undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  for (
    let current = error;
    current && typeof current === "object";
    current = (current as { cause?: unknown }).cause
  ) {
    const code = (current as { code?: unknown }).code;
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

/** Someone else was first: a unique or exclusion constraint refused the row, or two transactions met. */
export function lostRace(error: unknown): boolean {
  return ["23505", "23P01", "40001", "40P01"].includes(sqlState(error) ?? "");
}
