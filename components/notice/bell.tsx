"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ApiProvider, useTRPC } from "@/components/api/provider";
import { Sheet } from "@/components/ui/sheet";
import { Link } from "@/messages/navigation";
import { InboxList } from "./inbox-list";

interface BellProps {
  timeZone: string;
  className?: string;
}

/** The bell of every signed-in page: how much is new, and the inbox behind it. */
export function Bell(props: BellProps) {
  return (
    <ApiProvider>
      <Inner {...props} />
    </ApiProvider>
  );
}

const everyMs = 60_000;

function Inner({ timeZone, className }: BellProps) {
  const t = useTranslations("notice");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const { data: unread = 0 } = useQuery({
    ...trpc.notice.unread.queryOptions(),
    refetchInterval: everyMs,
    retry: false,
  });
  const change = (open: boolean) => {
    setOpen(open);
    if (open) void client.invalidateQueries();
  };
  return (
    <Sheet
      side="end"
      title={t("title")}
      open={isOpen}
      onOpenChange={change}
      trigger={
        <button
          type="button"
          aria-label={t("bell", { count: unread })}
          className={`relative grid size-11 shrink-0 place-items-center rounded-md ${className ?? ""}`}
        >
          <BellIcon aria-hidden="true" className="size-5.5" />
          {unread > 0 ? (
            <span
              aria-hidden="true"
              className="absolute end-0.5 top-0.5 min-w-5 rounded-full bg-danger px-1 text-center font-bold text-white text-xs leading-5 tabular-nums"
            >
              {unread > 99 ? "99+" : unread}
            </span>
          ) : null}
        </button>
      }
    >
      {isOpen ? <InboxList timeZone={timeZone} onLeave={() => setOpen(false)} /> : null}
      <p className="mt-5 border-line border-t pt-3">
        <Link
          href="/notices"
          onClick={() => setOpen(false)}
          className="inline-flex min-h-11 items-center text-primary underline"
        >
          {t("settings")}
        </Link>
      </p>
    </Sheet>
  );
}
