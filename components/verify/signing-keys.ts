import { z } from "zod";
import { type PublishedKey, publishedKey } from "@/server/core/signature";

const place = "anzhuan.signing-keys";
const keySet = z.object({ keys: z.array(publishedKey).min(1) });

function kept(): PublishedKey[] {
  try {
    return keySet.parse(JSON.parse(localStorage.getItem(place) ?? "")).keys;
  } catch {
    return [];
  }
}

/**
 * The published keys, fresh where there is a network and as kept from the last visit where there is none; empty before the
 * first. `isFresh` says which.
 */
export async function signingKeys(): Promise<{ keys: PublishedKey[]; isFresh: boolean }> {
  try {
    const answer = await fetch("/api/verify/keys");
    if (!answer.ok) return { keys: kept(), isFresh: false };
    const { keys } = keySet.parse(await answer.json());
    localStorage.setItem(place, JSON.stringify({ keys }));
    return { keys, isFresh: true };
  } catch {
    return { keys: kept(), isFresh: false };
  }
}
