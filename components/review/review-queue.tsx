"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ClipboardCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReviewRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { useNow } from "@/components/plan/use-now";
import { useShortcuts } from "@/components/seat/use-shortcuts";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { type Column, Table } from "@/components/ui/table";
import { Tabs } from "@/components/ui/tabs";
import { linkInText } from "@/components/ui/text-link";
import { Link, useRouter } from "@/messages/navigation";
import { DueMark } from "./due-mark";

const hrefOf = ({ id }: ReviewRow) => `/clinician/queue/${id}`;

function useColumns(now: number, which: "open" | "decided"): Column<ReviewRow>[] {
  const t = useTranslations("review");
  const isEnglish = useLocale() === "en";
  const client = useQueryClient();
  const { timeZone } = useDesk();
  return [
    {
      key: "due",
      header: t(which === "open" ? "columns.due" : "columns.decided"),
      isTight: true,
      cell: ({ status, dueAt, decidedAt }) =>
        status === "open" ? (
          <DueMark dueAt={dueAt} now={now} onEnd={() => void client.invalidateQueries()} />
        ) : (
          <Instant at={decidedAt ?? dueAt} timeZone={timeZone} now={now} />
        ),
    },
    {
      key: "number",
      header: t("columns.number"),
      isRowHeader: true,
      isTight: true,
      cell: (row) => (
        <Link href={hrefOf(row)} className={classNames("font-semibold", linkInText)}>
          {row.booking.number}
        </Link>
      ),
    },
    {
      key: "reasons",
      header: t("columns.reasons"),
      cell: ({ reasons }) =>
        reasons.map((reason) => (isEnglish ? reason.textEn : reason.textZh)).join(t("comma")),
    },
    {
      key: "way",
      header: t("columns.way"),
      cell: ({ booking }) => (
        <>
          <span className="block">{`${booking.from.label} → ${booking.to.label}`}</span>
          <span className="text-ink-soft text-sm">
            {t(`mobilities.${booking.mobility}`)} ·{" "}
            <Instant at={booking.wantedFrom} timeZone={timeZone} now={now} />
          </span>
        </>
      ),
    },
    {
      key: "taken",
      header: t("columns.taken"),
      cell: ({ status, taken }) =>
        status === "decided" ? (
          <Badge tone="ok">{t("statuses.decided")}</Badge>
        ) : taken ? (
          <Badge tone={taken === "me" ? "primary" : "neutral"}>{t(`taken.${taken}`)}</Badge>
        ) : (
          <Badge tone="wait">{t("statuses.open")}</Badge>
        ),
    },
  ];
}

/** The questions that the rules cannot decide, the first to lapse on top; what is overdue is an alarm. */
export function ReviewQueue({ initial }: { initial: ReviewRow[] }) {
  const t = useTranslations("review");
  const trpc = useTRPC();
  const router = useRouter();
  const now = useNow();
  const { data } = useQuery({
    ...trpc.review.list.queryOptions(),
    initialData: initial,
    refetchInterval: 30_000,
  });
  const open = data.filter(({ status }) => status === "open");
  const decided = data.filter(({ status }) => status !== "open");
  const late = open.filter(({ dueAt }) => dueAt.getTime() <= now);
  const next = open.find(({ taken }) => taken !== "other") ?? open[0];
  useShortcuts({ n: next ? () => router.push(hrefOf(next)) : undefined });
  const list = (rows: ReviewRow[], empty: "open" | "decided") => (
    <Reviews rows={rows} now={now} caption={t(`tabs.${empty}`)} empty={empty} />
  );
  return (
    <>
      <div aria-live="assertive" className="mb-4 empty:hidden">
        {late.length > 0 ? (
          <Alert
            tone="danger"
            title={t("alarm.title", { count: late.length })}
            action={late[0] ? <LinkButton href={hrefOf(late[0])}>{t("alarm.go")}</LinkButton> : null}
          >
            {t("alarm.text")}
          </Alert>
        ) : null}
      </div>
      {next ? <p className="mb-4 hidden text-ink-soft text-sm lg:block">{t("keys")}</p> : null}
      <Tabs
        label={t("title")}
        tabs={[
          { value: "open", label: t("tabs.open"), count: open.length, content: list(open, "open") },
          {
            value: "decided",
            label: t("tabs.decided"),
            count: decided.length,
            content: list(decided, "decided"),
          },
        ]}
      />
    </>
  );
}

interface ReviewsProps {
  rows: ReviewRow[];
  now: number;
  caption: string;
  empty: "open" | "decided";
}

function Reviews({ rows, now, caption, empty }: ReviewsProps) {
  const t = useTranslations("review");
  const columns = useColumns(now, empty);
  return (
    <Card flush>
      <Table
        caption={caption}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        rowClassName={({ status, dueAt }) =>
          status === "open" && dueAt.getTime() <= now ? "bg-danger-soft hover:bg-danger-soft" : undefined
        }
        empty={
          <EmptyState
            icon={<ClipboardCheck />}
            title={t(`empty.${empty}.title`)}
            description={t(`empty.${empty}.text`)}
          />
        }
      />
    </Card>
  );
}
