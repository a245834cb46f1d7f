/** An error answer in Stripe's shape; the SDK makes its own error classes of it. */
export class ApiError extends Error {
  readonly status: number;
  readonly type: "invalid_request_error" | "idempotency_error" | "api_error" | "card_error";
  readonly code: string | undefined;
  readonly param: string | undefined;

  constructor(
    status: number,
    message: string,
    details: { type?: ApiError["type"]; code?: string; param?: string } = {},
  ) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.type = details.type ?? "invalid_request_error";
    this.code = details.code;
    this.param = details.param;
  }

  body(): string {
    const { type, code, param, message } = this;
    return JSON.stringify({ error: { type, code, param, message } });
  }
}

/** Stripe's answer for an id it does not know. */
export function noSuch(noun: string, id: string): ApiError {
  return new ApiError(404, `No such ${noun}: '${id}'`, { code: "resource_missing", param: "id" });
}
