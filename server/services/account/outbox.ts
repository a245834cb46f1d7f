import { asc, isNotNull } from "drizzle-orm";
import { generateSync } from "otplib";
import { account } from "@/db/schema/account";
import type { Context } from "@/server/context";
import { open } from "@/server/gateways/vault";
import { recentMessages, type StoredMessage } from "@/server/services/message";
import { accountAad } from "./person";
import { assertDemonstration, inEveryRegion } from "./ready";

const stepSeconds = 30;
const messagesPerRegion = 300;

/** One thing the demonstration sent, or a code that an authenticator shows right now. */
export interface OutboxEntry {
  to: string;
  channel: "email" | "sms" | "push" | "authenticator";
  subject: string;
  text: string;
  links: string[];
  code?: string;
  /** ISO instant. */
  at: string;
}

const linksIn = (text: string) => [...new Set(text.match(/https?:\/\/[^\s<>"')\]，。；）】]+/g) ?? [])];

function sent(stored: StoredMessage): OutboxEntry[] {
  const { channel, to, content, data, at } = stored;
  if (!content || channel === "in_app") return [];
  const code = stored.template === "sign_in_code" && typeof data.code === "string" ? { code: data.code } : {};
  return [
    {
      to,
      channel,
      subject: content.subject,
      text: content.text,
      links: linksIn(content.text),
      ...code,
      at: at.toISOString(),
    },
  ];
}

/** The code that the person's phone would show; where this step's was used already, the next, which is accepted too. */
function authenticatorEntry(row: typeof account.$inferSelect, now: Date): OutboxEntry[] {
  if (!row.totpSealed || !row.emailSealed) return [];
  const step = Math.max(Math.floor(now.getTime() / 1000 / stepSeconds), (row.totpLastStep ?? 0) + 1);
  const code = generateSync({ secret: open(row.totpSealed, accountAad.totp), epoch: step * stepSeconds });
  const to = open(row.emailSealed, accountAad.email);
  const at = new Date(Math.min(step * stepSeconds * 1000, now.getTime())).toISOString();
  return [
    {
      to,
      channel: "authenticator",
      subject: open(row.nameSealed, accountAad.name),
      text: code,
      links: [],
      code,
      at,
    },
  ];
}

/** Everything sent in every region and the staff's authenticators, newest first. Demonstration only, else not found. */
export async function readOutbox(ctx: Context): Promise<OutboxEntry[]> {
  await assertDemonstration(ctx);
  const messages = await inEveryRegion(ctx, (tx) => recentMessages(tx, messagesPerRegion));
  const staff = await ctx.pool
    .select()
    .from(account)
    .where(isNotNull(account.totpConfirmedAt))
    .orderBy(asc(account.createdAt));
  const entries = [...messages.flatMap(sent), ...staff.flatMap((row) => authenticatorEntry(row, ctx.now))];
  return entries.sort((a, b) => b.at.localeCompare(a.at));
}
