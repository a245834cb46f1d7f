"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { CloseItem } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Money } from "@/components/ui/money";
import { showToast } from "@/components/ui/toast";
import { fewest, isTooShort } from "@/server/core/said";

/** So many days open and it stands out. */
const oldDays = 3;

function Resolve({ item }: { item: CloseItem }) {
  const t = useTranslations("settlement.close");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [isOpen, setOpen] = useState(false);
  const done = (key: "taken" | "resolved") => async () => {
    await client.invalidateQueries();
    showToast({ tone: "ok", title: t(key) });
  };
  const take = useMutation(trpc.close.assign.mutationOptions({ onSuccess: done("taken") }));
  const resolve = useMutation(trpc.close.resolve.mutationOptions({ onSuccess: done("resolved") }));
  return (
    <div className="grid justify-items-start gap-3">
      <FailureNote error={take.error ?? resolve.error} />
      {isOpen ? (
        <Field label={t("reason")} required>
          <Input maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      ) : null}
      <div className="flex flex-wrap gap-3">
        {item.isMine ? null : (
          <Button
            size="sm"
            variant="secondary"
            loading={take.isPending}
            onClick={() => take.mutate({ itemId: item.id })}
          >
            {t("take")}
          </Button>
        )}
        {isOpen ? (
          <Button
            size="sm"
            disabled={isTooShort(reason, fewest.story)}
            loading={resolve.isPending}
            onClick={() => resolve.mutate({ itemId: item.id, reason: reason.trim() })}
          >
            {t("resolve")}
          </Button>
        ) : (
          <Button size="sm" variant="secondary" onClick={() => setOpen(true)}>
            {t("resolve")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Item({ item }: { item: CloseItem }) {
  const t = useTranslations("settlement.close");
  const isEnglish = useLocale() === "en";
  const operator = isEnglish ? item.orgEn : item.orgZh;
  const about = [operator, item.bookingNumber, item.detail].filter(Boolean).join(" · ");
  return (
    <li className="grid gap-3 px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <p className="font-medium">{t(`kinds.${item.kind}`)}</p>
          {about ? <p className="text-ink-soft text-sm">{about}</p> : null}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Badge tone={item.ageDays >= oldDays ? "late" : "wait"}>{t("age", { days: item.ageDays })}</Badge>
          <Badge tone={item.ownerId ? "info" : "neutral"}>
            {item.ownerName ? t("owner", { name: item.ownerName }) : t("nobody")}
          </Badge>
          <span className="tabular-nums">
            <Money fen={item.amountFen} />
          </span>
        </div>
      </div>
      <Resolve item={item} />
    </li>
  );
}

/** What is open, oldest first: each with its age and whoever sees to it. */
export function CloseItems({ items }: { items: CloseItem[] }) {
  const t = useTranslations("settlement.close");
  return (
    <section aria-labelledby="close-items">
      <h2 id="close-items" className="mb-3 text-xl">
        {t("items", { count: items.length })}
      </h2>
      {items.length === 0 ? (
        <EmptyState icon={<BadgeCheck />} title={t("none.title")} description={t("none.text")} />
      ) : (
        <Card flush>
          <ul className="divide-y divide-line">
            {items.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </ul>
        </Card>
      )}
    </section>
  );
}
