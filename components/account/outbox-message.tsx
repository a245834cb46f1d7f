import { Bell, KeyRound, type LucideIcon, Mail, MessageSquareText } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { Instant } from "@/components/ui/instant";
import { linkInText } from "@/components/ui/text-link";
import type { OutboxEntryView } from "./outbox-entry";

const icons: Record<OutboxEntryView["channel"], LucideIcon> = {
  email: Mail,
  sms: MessageSquareText,
  push: Bell,
  authenticator: KeyRound,
};

/** One thing that was sent: to whom, what, its code in large digits, its links ready to tap. */
export function OutboxMessage({ entry, timeZone }: { entry: OutboxEntryView; timeZone: string }) {
  const t = useTranslations("account.outbox");
  const { channel, to, subject, text, code, links, at } = entry;
  const Icon = icons[channel];
  const isAuthenticator = channel === "authenticator";
  return (
    <li className="min-w-0 rounded-lg border border-line bg-surface px-4 py-3.5 shadow-raised sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone="neutral" icon={<Icon aria-hidden="true" />}>
          {t(`channels.${channel}`)}
        </Badge>
        <span className="min-w-0 break-all">{t("to", { to })}</span>
        {isAuthenticator ? null : (
          <span className="ms-auto text-ink-soft text-sm">
            <Instant at={at} form="exact" timeZone={timeZone} />
          </span>
        )}
      </div>
      {subject ? <p className="mt-2 font-semibold">{subject}</p> : null}
      {code ? <Code code={code} label={t("code")} /> : null}
      {isAuthenticator ? null : channel === "sms" || channel === "push" ? (
        <p className="mt-2 whitespace-pre-line wrap-anywhere">{text}</p>
      ) : (
        <details className="mt-2">
          <summary className="min-h-9 cursor-pointer py-1.5 text-primary">{t("full")}</summary>
          <p className="mt-1 whitespace-pre-line wrap-anywhere rounded-md bg-sunken px-4 py-3 text-sm">
            {text}
          </p>
        </details>
      )}
      {links.length > 0 ? <LinkList links={links} label={t("links")} /> : null}
    </li>
  );
}

function Code({ code, label }: { code: string; label: string }) {
  return (
    <p className="mt-2">
      <span className="sr-only">{label} </span>
      <span className="inline-block select-all rounded-md bg-primary-soft px-4 py-1.5 font-bold text-2xl text-primary tabular-nums tracking-[0.2em]">
        {code}
      </span>
    </p>
  );
}

function LinkList({ links, label }: { links: string[]; label: string }) {
  return (
    <ul aria-label={label} className="mt-2 grid gap-1 text-sm">
      {links.map((link) => (
        <li key={link}>
          <a href={link} className={classNames("inline-flex min-h-9 items-center break-all", linkInText)}>
            {link}
          </a>
        </li>
      ))}
    </ul>
  );
}
