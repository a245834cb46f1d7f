import { createTransport, type Transporter } from "nodemailer";
import { DomainError } from "@/server/core/domain-error";
import { env } from "@/server/env";

export interface Mail {
  /** The message's own id: the same id gives the same Message-ID, so that a mail sent twice is seen as one. */
  id: string;
  to: string;
  subject: string;
  html: string;
  text: string;
}

let transport: { url: string; send: Transporter } | undefined;

function transporter(): Transporter {
  const url = env().SMTP_URL;
  if (!url) throw new DomainError("unavailable", "mail.not_configured");
  if (transport?.url !== url) {
    const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
    const send = createTransport({ url, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
    transport = { url, send };
  }
  return transport.send;
}

/** The mail host's final no (5xx): sending again would not help. */
function isFinal(error: unknown): boolean {
  return error instanceof Error && "responseCode" in error && Number(error.responseCode) >= 500;
}

/**
 * Hand one mail to the mail host. Throws DomainError "unavailable": `mail.not_configured` (no SMTP_URL) or `mail.failed`
 * (try again later); "bad_input" `mail.refused` when the host refuses this recipient for good.
 */
export async function deliverMail(mail: Mail): Promise<{ providerRef: string }> {
  const send = transporter();
  const from = env().MAIL_FROM;
  const host = /@([^>\s]+)/.exec(from)?.[1] ?? "localhost";
  try {
    const { to, subject, html, text } = mail;
    const messageId = `<${mail.id.replaceAll(/[^\w.-]/g, "-")}@${host}>`;
    // Automatic mail says so (RFC 3834), so that holiday notices do not answer it.
    const headers = { "Auto-Submitted": "auto-generated" };
    const sent: { messageId: string } = await send.sendMail({
      from,
      to,
      subject,
      html,
      text,
      messageId,
      headers,
    });
    return { providerRef: sent.messageId };
  } catch (error) {
    if (isFinal(error)) throw new DomainError("bad_input", "mail.refused");
    throw new DomainError("unavailable", "mail.failed");
  }
}
