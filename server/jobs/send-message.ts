import { renderMail, renderSms, type TemplateId } from "@/emails/registry";
import type { AppLocale } from "@/messages/routing";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { deliverMail } from "@/server/gateways/mailer";
import { deliverSms } from "@/server/gateways/sms";
import type { QueuePayload } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { isDemonstration } from "@/server/services/installation";
import { closeMessage, getMessage, type StoredMessage } from "@/server/services/message";
import { getRegion } from "@/server/services/region";

/** Subject and texts of a message in its reader's language. */
async function render(ctx: Context, stored: StoredMessage): Promise<NonNullable<StoredMessage["content"]>> {
  const locale: AppLocale = stored.locale === "en" ? "en" : "zh-CN";
  const region = await getRegion(ctx.pool, ctx.region.id);
  const base = {
    name: locale === "en" ? region.nameEn : region.nameZh,
    number: region.hotline,
    timeZone: region.timeZone,
  };
  // The registry parses the data with the template's own schema: what does not fit fails here, in the job's record.
  const data = { ...stored.data, region: base } as never;
  const template = stored.template as TemplateId;
  if (stored.channel !== "sms") return renderMail(template, locale, data);
  const text = renderSms(template, locale, data) ?? (await renderMail(template, locale, data)).subject;
  return { subject: "", html: "", text };
}

async function deliver(
  ctx: Context,
  stored: StoredMessage,
  content: NonNullable<StoredMessage["content"]>,
): Promise<string> {
  if (stored.channel === "in_app") return "in_app";
  try {
    const sent =
      stored.channel === "sms"
        ? await deliverSms({ id: stored.id, to: stored.to, text: content.text })
        : await deliverMail({ id: stored.id, to: stored.to, ...content });
    return sent.providerRef;
  } catch (error) {
    const unset = error instanceof DomainError && error.key.endsWith(".not_configured");
    if (unset && (await isDemonstration(ctx.pool))) return "outbox";
    throw error;
  }
}

/** Render and deliver one message. A refusal for good ends it as failed; anything else is tried again by the queue. */
export async function handle(ctx: Context, payload: QueuePayload<"send-message">): Promise<void> {
  const stored = await inTransaction(ctx, (tx) => getMessage(tx, payload.messageId));
  if (stored?.status !== "queued") return;
  const content = await render(ctx, stored);
  try {
    const providerRef = await deliver(ctx, stored, content);
    await inTransaction(ctx, (tx) => closeMessage(tx, stored.id, { status: "sent", content, providerRef }));
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "bad_input") throw error;
    await inTransaction(ctx, (tx) =>
      closeMessage(tx, stored.id, { status: "failed", content, failure: error.key }),
    );
  }
}
