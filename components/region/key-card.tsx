"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { KeyReport } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Progress } from "@/components/ui/progress";
import { Table } from "@/components/ui/table";

/** How many sealed values stand under which key, counted when asked: it reads every row that holds some. */
export function KeyCard() {
  const t = useTranslations("admin.keys");
  const trpc = useTRPC();
  const [isAsked, setAsked] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({
    ...trpc.retention.keys.queryOptions(),
    enabled: isAsked,
    staleTime: "static",
  });
  return (
    <Card title={t("title")}>
      <p className="mb-3 max-w-prose text-ink-soft">{t("lead")}</p>
      <Button
        variant="secondary"
        loading={isFetching}
        onClick={() => (isAsked ? void refetch() : setAsked(true))}
      >
        {t(data ? "again" : "count")}
      </Button>
      <FailureNote error={error} />
      {data ? <Counted data={data} /> : null}
    </Card>
  );
}

function Counted({ data: { keys, left, countedAt } }: { data: KeyReport }) {
  const t = useTranslations("admin.keys");
  const { timeZone } = useDesk();
  const all = keys.reduce((sum, { values }) => sum + values, 0);
  const done = keys.find(({ isNewest }) => isNewest)?.values ?? 0;
  return (
    <div className="mt-4 grid gap-4">
      <Progress label={t("progress")} value={done} max={Math.max(1, all)} text={t("of", { done, all })} />
      <p className="text-ink-soft text-sm">
        {t("countedAt")} <Instant at={countedAt} form="exact" timeZone={timeZone} />
      </p>
      <Table
        caption={t("title")}
        rows={keys}
        rowKey={({ keyId }) => keyId}
        columns={[
          { key: "key", header: t("key"), isRowHeader: true, cell: ({ keyId }) => keyId },
          { key: "values", header: t("values"), align: "end", cell: ({ values }) => t("number", { values }) },
          {
            key: "state",
            header: t("state"),
            cell: ({ isNewest, isHeld, values }) => {
              if (isNewest) return <Badge tone="ok">{t("newest")}</Badge>;
              if (!isHeld) return <Badge tone="danger">{t("lost")}</Badge>;
              return <Badge tone={values > 0 ? "wait" : "info"}>{t(values > 0 ? "inUse" : "mayGo")}</Badge>;
            },
          },
        ]}
      />
      {left.length > 0 ? (
        <Table
          caption={t("left")}
          rows={left}
          rowKey={({ place, keyId }) => `${place}/${keyId}`}
          columns={[
            { key: "place", header: t("place"), isRowHeader: true, cell: ({ place }) => place },
            { key: "key", header: t("key"), cell: ({ keyId }) => keyId },
            {
              key: "values",
              header: t("values"),
              align: "end",
              cell: ({ values }) => t("number", { values }),
            },
          ]}
        />
      ) : null}
    </div>
  );
}
