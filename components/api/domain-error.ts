import { TRPCClientError } from "@trpc/client";

/** What a failed call says: a key of messages/errors with its data; fields where the input was wrong. */
export interface CallFailure {
  code: string;
  key: string;
  data: Record<string, string | number>;
  fields: { path: string; message: string }[];
}

/** Read our error out of whatever a call threw; a dead network has its own key, so that the page can say so. */
export function readFailure(error: unknown): CallFailure {
  if (error instanceof TRPCClientError) {
    const domain = (error.data as { domain?: Partial<CallFailure> } | undefined)?.domain;
    if (domain?.key)
      return {
        code: domain.code ?? "",
        key: domain.key,
        data: domain.data ?? {},
        fields: domain.fields ?? [],
      };
    return { code: "unavailable", key: error.data ? "unexpected" : "network", data: {}, fields: [] };
  }
  return { code: "unavailable", key: "unexpected", data: {}, fields: [] };
}
