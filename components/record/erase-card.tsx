"use client";

import { useQuery } from "@tanstack/react-query";
import { Eraser } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ErasurePreview } from "@/server/core/record-input";
import { EraseDialog } from "./erase-dialog";

/** What would go, what law keeps, and why it may not go yet. */
function Preview({ preview }: { preview: ErasurePreview }) {
  const t = useTranslations("record.erase");
  const { rows, decisions, parts, obstacles } = preview;
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <section>
          <h3 className="mb-1 font-medium">{t("goes")}</h3>
          <ul className="list-disc ps-5">
            <li>{t("rows", { count: rows })}</li>
            <li>{t("decisions", { count: decisions })}</li>
            <li>{t("parts", { count: parts })}</li>
          </ul>
        </section>
        <section>
          <h3 className="mb-1 font-medium">{t("stays")}</h3>
          <ul className="list-disc ps-5">
            <li>{t("chain")}</li>
            <li>{t("care")}</li>
            <li>{t("orders")}</li>
          </ul>
        </section>
      </div>
      {obstacles.length > 0 ? (
        <Alert tone="warn" title={t("notYet")}>
          <ul className="list-disc ps-5">
            {obstacles.map((it) => (
              <li key={it}>{t(`obstacles.${it}`)}</li>
            ))}
          </ul>
        </Alert>
      ) : null}
    </div>
  );
}

/** Take the values about a booking's people out of the record: first what goes and what stays, then reason and number. */
export function EraseCard({ bookingId }: { bookingId: string }) {
  const t = useTranslations("record.erase");
  const trpc = useTRPC();
  const words = useFailureText();
  const [isSeen, setSeen] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({
    ...trpc.record.erasePreview.queryOptions({ bookingId }),
    enabled: isSeen,
    gcTime: 0,
  });
  const isNothing = data && data.rows + data.decisions + data.parts === 0;
  return (
    <Card title={t("title")} className="no-print">
      <p className="mb-4 max-w-prose text-ink-soft">{t("lead")}</p>
      {data && !isNothing ? <Preview preview={data} /> : null}
      {isNothing ? <Alert tone="info">{t("nothing")}</Alert> : null}
      {error ? (
        <Alert tone="danger" live>
          {words(error)}
        </Alert>
      ) : null}
      <div className="mt-4 flex flex-wrap gap-3">
        {data && !isNothing && data.obstacles.length === 0 ? (
          <Button variant="danger" onClick={() => setAsking(true)}>
            <Eraser aria-hidden="true" />
            {t("ask")}
          </Button>
        ) : null}
        <Button
          variant="secondary"
          loading={isFetching}
          onClick={() => (isSeen ? void refetch() : setSeen(true))}
        >
          {t(data ? "again" : "preview")}
        </Button>
      </div>
      {data && isAsking ? (
        <EraseDialog bookingId={bookingId} preview={data} onClose={() => setAsking(false)} />
      ) : null}
    </Card>
  );
}
