import type { CallFailure } from "@/components/api/domain-error";

const network: CallFailure = { code: "unavailable", key: "network", data: {}, fields: [] };
const unexpected: CallFailure = { ...network, key: "unexpected" };

/** Exchange a code for the session cookie; null when it worked, else why not. */
export async function callSignIn(input: {
  contact: string;
  code: string;
  locale: string;
}): Promise<CallFailure | null> {
  try {
    const headers = { "content-type": "application/json" };
    const response = await fetch("/api/session", { method: "POST", headers, body: JSON.stringify(input) });
    if (response.ok) return null;
    const body = (await response.json().catch(() => null)) as { error?: Partial<CallFailure> } | null;
    return body?.error?.key ? { ...unexpected, ...body.error } : unexpected;
  } catch {
    return network;
  }
}
