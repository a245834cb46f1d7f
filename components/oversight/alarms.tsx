"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";
import { linkInText } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";

const lapseDays = 30;

interface Alarm {
  key: string;
  count: number;
  href: string | null;
  tone: "danger" | "late" | "wait";
}

function useAlarms(): Alarm[] | null {
  const trpc = useTRPC();
  const { now } = useDesk();
  const every = { refetchInterval: 60_000 };
  const reviews = useQuery({ ...trpc.review.list.queryOptions(), ...every });
  const emergencies = useQuery({ ...trpc.emergency.list.queryOptions({}), ...every });
  const adverse = useQuery({ ...trpc.adverse.list.queryOptions({}), ...every });
  const complaints = useQuery({ ...trpc.complaint.list.queryOptions({}), ...every });
  const papers = useQuery({
    ...trpc.certification.list.queryOptions({ status: "certified", lapsingWithinDays: lapseDays }),
    ...every,
  });
  const waiting = useQuery({ ...trpc.certification.list.queryOptions({}), ...every });
  const lists = [reviews, emergencies, adverse, complaints, papers, waiting];
  if (lists.some(({ isLoading }) => isLoading)) return null;
  const open = ["applied", "in_review"];
  return [
    {
      key: "emergencies",
      count: (emergencies.data ?? []).filter(({ status }) => status === "open" || status === "escalated")
        .length,
      href: "/regulator/trips?indicator=to_120",
      tone: "danger",
    },
    {
      key: "adverse",
      count: (adverse.data ?? []).filter(({ status }) => status !== "closed").length,
      href: "/regulator/cases?view=adverse",
      tone: "danger",
    },
    {
      key: "reviews",
      count: (reviews.data ?? []).filter(({ dueAt }) => dueAt.getTime() < now).length,
      href: null,
      tone: "danger",
    },
    {
      key: "complaints",
      count: (complaints.data ?? []).filter(({ late }) => late).length,
      href: "/regulator/cases",
      tone: "late",
    },
    {
      key: "papers",
      count: papers.data?.length ?? 0,
      href: "/regulator/certification?view=lapsing",
      tone: "late",
    },
    {
      key: "certification",
      count: (waiting.data ?? []).filter(({ status }) => open.includes(status)).length,
      href: "/regulator/certification",
      tone: "wait",
    },
  ];
}

/** What somebody has to do now; what is in order is not listed. */
export function Alarms() {
  const t = useTranslations("oversight.alarms");
  const alarms = useAlarms();
  const due = alarms?.filter(({ count }) => count > 0);
  return (
    <Card title={t("title")} className="mb-6">
      {due ? null : <Skeleton className="h-10" />}
      {due?.length === 0 ? <p className="text-ok">{t("none")}</p> : null}
      <ul className="flex flex-wrap gap-x-8 gap-y-2">
        {due?.map(({ key, count, href, tone }) => (
          <li key={key} className="flex items-center gap-2">
            <Badge tone={tone}>{count}</Badge>
            {href ? (
              <Link href={href} className={classNames("inline-flex min-h-9 items-center", linkInText)}>
                {t(key)}
              </Link>
            ) : (
              t(key)
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
