import { env } from "@/server/env";

/** An address of the product as people open it from a message or come back to it from a payment. */
export function publicUrl(path: string): string {
  const base = env().PUBLIC_URL ?? `http://localhost:${env().PORT}`;
  return `${base.replace(/\/+$/, "")}${path}`;
}
