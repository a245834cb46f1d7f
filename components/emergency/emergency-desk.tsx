"use client";

import { useQuery } from "@tanstack/react-query";
import { Siren } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/components/api/provider";
import { useShortcuts } from "@/components/seat/use-shortcuts";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs } from "@/components/ui/tabs";
import type { EmergencyRecordView } from "@/server/core/emergency-view";
import { HandoverCard } from "./handover-card";
import { ReceiveForm } from "./receive-form";

const rank = { escalated: 0, open: 1, acknowledged: 2, closed: 3 };

/** Hand-overs in both directions; what nobody at 120 took within a minute is an alarm on top. */
export function EmergencyDesk({ initial }: { initial: EmergencyRecordView[] }) {
  const t = useTranslations("emergency-desk");
  const trpc = useTRPC();
  const [tab, setTab] = useState("to");
  const { data } = useQuery({
    ...trpc.emergency.list.queryOptions({ open: false }),
    initialData: initial,
    refetchInterval: 10_000,
  });
  const sorted = [...data].sort((a, b) => rank[a.status] - rank[b.status]);
  const toWhich = sorted.filter(({ direction }) => direction === "to_120");
  const waiting = toWhich.filter(({ status }) => status === "open" || status === "escalated");
  const taken = toWhich.filter((row) => !waiting.includes(row));
  const from = sorted.filter(({ direction }) => direction === "from_120");
  const alarms = waiting.filter(({ status }) => status === "escalated");
  useShortcuts({ r: () => setTab("receive") });
  const tabs = [
    { value: "to", label: t("tabs.to"), count: waiting.length, content: <Cards rows={waiting} which="to" /> },
    {
      value: "from",
      label: t("tabs.from"),
      count: from.filter(({ status }) => status === "open").length,
      content: <Cards rows={from} which="from" />,
    },
    {
      value: "receive",
      label: t("tabs.receive"),
      content: (
        <Card title={t("receive.title")}>
          <p className="mb-4 text-ink-soft">{t("receive.lead")}</p>
          <ReceiveForm />
        </Card>
      ),
    },
    { value: "taken", label: t("tabs.taken"), content: <Cards rows={taken} which="taken" /> },
  ];
  return (
    <>
      <div aria-live="assertive" className="mb-4 empty:hidden">
        {alarms.length > 0 ? (
          <Alert
            tone="danger"
            className="border-2! border-emergency!"
            title={<span className="text-xl">{t("alarm.title", { count: alarms.length })}</span>}
          >
            {t("alarm.text", { references: alarms.map(({ reference }) => reference).join(t("comma")) })}
          </Alert>
        ) : null}
      </div>
      <Tabs label={t("title")} tabs={tabs} value={tab} onValueChange={setTab} />
    </>
  );
}

function Cards({ rows, which }: { rows: EmergencyRecordView[]; which: "to" | "from" | "taken" }) {
  const t = useTranslations("emergency-desk.empty");
  if (rows.length === 0)
    return <EmptyState icon={<Siren />} title={t(`${which}.title`)} description={t(`${which}.text`)} />;
  return (
    <ol className="grid gap-5">
      {rows.map((row) => (
        <li key={row.id}>
          <HandoverCard handover={row} />
        </li>
      ))}
    </ol>
  );
}
