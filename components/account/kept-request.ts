import { z } from "zod";

const shape = z.object({
  contact: z.string(),
  expiresAt: z.number(),
  resendAt: z.number(),
  offset: z.number(),
});

/** A code on its way, as this tab remembers it: going to read the message and coming back must not start again. */
export type KeptRequest = z.infer<typeof shape>;

const key = "anzhuan.sign-in";

/** The request of this tab that has not run out, or null. */
export function readKeptRequest(): KeptRequest | null {
  try {
    const kept = shape.safeParse(JSON.parse(sessionStorage.getItem(key) ?? "null"));
    return kept.success && kept.data.expiresAt - kept.data.offset > Date.now() ? kept.data : null;
  } catch {
    return null;
  }
}

/** Remember a request, or forget it. Storage that is switched off only costs the memory. */
export function keepRequest(request: KeptRequest | null): void {
  try {
    if (request) sessionStorage.setItem(key, JSON.stringify(request));
    else sessionStorage.removeItem(key);
  } catch {
    // Private windows of some browsers refuse storage; the page works without.
  }
}
