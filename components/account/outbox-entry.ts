import { z } from "zod";

const entry = z.object({
  to: z.string(),
  channel: z.enum(["email", "sms", "push", "authenticator"]),
  subject: z.string(),
  text: z.string(),
  links: z.array(z.string()),
  code: z.string().optional(),
  at: z.string(),
});

/** One entry of `/api/demo/outbox`. */
export type OutboxEntryView = z.infer<typeof entry>;

/** Read the outbox; throws when it cannot be read. */
export async function fetchOutbox(): Promise<OutboxEntryView[]> {
  const response = await fetch("/api/demo/outbox");
  if (!response.ok) throw new Error(`outbox ${response.status}`);
  return z.array(entry).parse(await response.json());
}
