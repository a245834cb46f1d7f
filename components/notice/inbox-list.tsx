"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { ListSkeleton } from "@/components/ui/skeleton";
import { Link } from "@/messages/navigation";
import type { NoticeKind } from "@/server/core/notice";

interface Item {
  id: string;
  kind: NoticeKind;
  subject: string;
  text: string;
  href: string | null;
  at: Date;
  isRead: boolean;
}

/** Addresses are stored with their language; the link adds the reader's own. */
const withoutLanguage = (href: string) => href.replace(/^\/(zh-CN|en)(?=\/)/, "");

/** What the person was told lately, newest first; opening one marks it read. */
export function InboxList({ timeZone, onLeave }: { timeZone: string; onLeave?: () => void }) {
  const t = useTranslations("notice");
  const trpc = useTRPC();
  const client = useQueryClient();
  const inbox = useQuery(trpc.notice.inbox.queryOptions());
  const read = useMutation(
    trpc.notice.read.mutationOptions({ onSuccess: () => void client.invalidateQueries() }),
  );
  if (inbox.error)
    return (
      <FailureNote error={inbox.error} onRetry={() => void inbox.refetch()} retrying={inbox.isFetching} />
    );
  if (!inbox.data) return <ListSkeleton rows={4} rowClassName="h-20" />;
  const { items, unread } = inbox.data;
  if (items.length === 0)
    return <EmptyState icon={<BellOff />} title={t("empty")} description={t("emptyText")} headingLevel={3} />;
  return (
    <>
      <FailureNote error={read.error} />
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <p className="text-ink-soft">{t("unread", { count: unread })}</p>
        {unread > 0 ? (
          <Button variant="secondary" size="sm" loading={read.isPending} onClick={() => read.mutate({})}>
            {t("readAll")}
          </Button>
        ) : null}
      </div>
      <ul className="grid gap-3">
        {items.map((item) => (
          <Entry
            key={item.id}
            item={item}
            timeZone={timeZone}
            onOpen={() => {
              if (!item.isRead) read.mutate({ messageIds: [item.id] });
            }}
            onLeave={onLeave}
          />
        ))}
      </ul>
    </>
  );
}

interface EntryProps {
  item: Item;
  timeZone: string;
  onOpen: () => void;
  onLeave?: () => void;
}

function Entry({ item, timeZone, onOpen, onLeave }: EntryProps) {
  const t = useTranslations("notice");
  return (
    <li className="rounded-lg border border-line bg-surface px-4 py-3">
      <p className="flex flex-wrap items-center gap-2 text-ink-soft text-sm">
        <Badge tone={item.isRead ? "neutral" : "info"}>{t(`kinds.${item.kind}`)}</Badge>
        {item.isRead ? null : <span className="font-semibold text-info">{t("new")}</span>}
        <span className="ms-auto">
          <Instant at={item.at} form="dateTime" timeZone={timeZone} />
        </span>
      </p>
      <details onToggle={(event) => event.currentTarget.open && onOpen()}>
        <summary className="min-h-11 cursor-pointer py-2.5 font-semibold">{item.subject}</summary>
        <p className="whitespace-pre-line wrap-anywhere text-sm">{item.text}</p>
      </details>
      {item.href ? (
        <Link
          href={withoutLanguage(item.href)}
          onClick={() => {
            onOpen();
            onLeave?.();
          }}
          className="inline-flex min-h-11 items-center text-primary underline"
        >
          {t("open")}
        </Link>
      ) : null}
    </li>
  );
}
