import { renderMail, renderSms, smsValues, type TemplateId } from "@/emails/registry";
import type { AppLocale } from "@/messages/routing";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { notices } from "@/server/core/notice";
import { deliverMail } from "@/server/gateways/mailer";
import { deliverPush } from "@/server/gateways/push/deliver";
import { deliverSms, lookUpSms } from "@/server/gateways/sms/deliver";
import type { ShortMessage } from "@/server/gateways/sms/message";
import type { QueuePayload } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { isDemonstration } from "@/server/services/installation";
import { closeMessage, giveBackMessage, type StoredMessage, takeMessage } from "@/server/services/message";
import { devicesOf, endDevice } from "@/server/services/notice/device";
import { getRegion } from "@/server/services/region";
import { settingsInForce } from "@/server/services/rule";

type Content = NonNullable<StoredMessage["content"]>;
type Taken = NonNullable<Awaited<ReturnType<typeof takeMessage>>>;

const localeOf = (stored: StoredMessage): AppLocale => (stored.locale === "en" ? "en" : "zh-CN");

/** What the template is told: the stored data, and the region in its reader's language. */
async function dataOf(ctx: Context, stored: StoredMessage): Promise<never> {
  const region = await getRegion(ctx.pool, ctx.region.id);
  const name = localeOf(stored) === "en" ? region.nameEn : region.nameZh;
  const base = { name, number: region.hotline, timeZone: region.timeZone };
  // The registry parses the data with the template's own schema: what does not fit fails here, in the job's record.
  return { ...stored.data, region: base } as never;
}

/** Subject and texts of a message in its reader's language. */
async function render(stored: StoredMessage, data: never): Promise<Content> {
  const [template, locale] = [stored.template as TemplateId, localeOf(stored)];
  if (stored.channel === "email" || stored.channel === "in_app") return renderMail(template, locale, data);
  const short = renderSms(template, locale, data);
  const { subject, text } =
    short && stored.channel === "sms"
      ? { subject: "", text: short }
      : await renderMail(template, locale, data);
  if (stored.channel === "push") return { subject, html: "", text: short ?? text };
  return { subject: "", html: "", text: short ?? subject };
}

/** The short message as its provider takes it: with the region's approved template, where it has one. */
async function shortMessage(
  ctx: Context,
  stored: StoredMessage,
  data: never,
  text: string,
): Promise<ShortMessage> {
  const { sms } = await inTransaction(ctx, (tx) => settingsInForce(tx));
  const [template, locale] = [stored.template as TemplateId, localeOf(stored)];
  const code = sms.templates[template]?.[locale];
  const approved =
    code && sms.signature
      ? { signature: sms.signature, code, values: smsValues(template, locale, data) }
      : null;
  return { id: `${ctx.region.id}_${stored.id}`, to: stored.to, text, template: approved };
}

/** Hand it to the provider, once: where an earlier job ended without noting the answer, the provider is asked first. */
async function deliverShort(ctx: Context, stored: Taken, data: never, text: string): Promise<string> {
  const short = await shortMessage(ctx, stored, data, text);
  if (stored.triedBefore) {
    const known = await lookUpSms(short, stored.triedBefore);
    if (known.state === "taken") return known.providerRef;
  }
  return (await deliverSms(short)).providerRef;
}

const firstLink = /https?:\/\/[^\s<>"')\]，。；）】]+/;

/** To every device of the reader; gone ones are ended. One that took it is enough: the same again takes the first one's place. */
async function deliverToDevices(ctx: Context, stored: StoredMessage, content: Content): Promise<string> {
  const devices = await inTransaction(ctx, (tx) => devicesOf(tx, stored.to));
  const link = URL.parse(firstLink.exec(content.text)?.[0] ?? "");
  const urgent = notices[stored.template as TemplateId].urgent;
  const body = content.text.replace(firstLink, "").trim();
  const url = link ? link.pathname + link.search + link.hash : null;
  const pushed = { id: stored.id, title: content.subject, body, url, urgent };
  let [taken, failure]: [number, unknown] = [0, new DomainError("bad_input", "push.gone")];
  for (const device of devices) {
    try {
      await deliverPush(device, pushed);
      taken += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code === "not_found") await inTransaction(ctx, (tx) => endDevice(tx, device.id));
      else failure = error;
    }
  }
  if (taken === 0) throw failure;
  return `push:${taken}`;
}

async function deliver(ctx: Context, stored: Taken, data: never, content: Content): Promise<string> {
  if (stored.channel === "in_app") return "in_app";
  try {
    if (stored.channel === "push") return await deliverToDevices(ctx, stored, content);
    if (stored.channel === "sms") return await deliverShort(ctx, stored, data, content.text);
    // A mail host cannot be asked: sent again it carries the same Message-ID, by which mailboxes know it.
    return (await deliverMail({ id: stored.id, to: stored.to, ...content })).providerRef;
  } catch (error) {
    const unset = error instanceof DomainError && error.key.endsWith(".not_configured");
    if (unset && (await isDemonstration(ctx.pool))) return "outbox";
    throw error;
  }
}

/**
 * Render and deliver one message, once however often the job runs. A refusal for good ends it as failed; anything else is
 * tried again by the queue, and after an outage by the sweep or as soon as the way works again.
 */
export async function handle(ctx: Context, payload: QueuePayload<"send-message">): Promise<void> {
  const stored = await inTransaction(ctx, (tx) => takeMessage(tx, payload.messageId));
  if (!stored) return;
  const close = (result: Parameters<typeof closeMessage>[2]) =>
    inTransaction(ctx, (tx) => closeMessage(tx, stored.id, result));
  let content: Content | null = null;
  let providerRef: string;
  try {
    const data = await dataOf(ctx, stored);
    content = await render(stored, data);
    providerRef = await deliver(ctx, stored, data, content);
  } catch (error) {
    const failure = error instanceof DomainError ? error.key : "message.failed";
    if (error instanceof DomainError && error.code === "bad_input")
      return close({ status: "failed", content, failure });
    await inTransaction(ctx, (tx) => giveBackMessage(tx, stored.id, failure));
    throw error;
  }
  // Not inside the try: what was delivered is never given back, whatever the database says now.
  await close({ status: "sent", content, providerRef });
}
