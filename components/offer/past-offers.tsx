"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useFailureText } from "@/components/api/failure-text";
import type { OfferView } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { usePlaceName } from "@/components/plan/use-place-name";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { ListSkeleton } from "@/components/ui/skeleton";
import { type Column, Table } from "@/components/ui/table";
import { linkInText } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import type { OfferStatus } from "@/server/core/offer";

const tones: Record<OfferStatus, BadgeProps["tone"]> = {
  open: "wait",
  accepted: "ok",
  declined: "danger",
  expired: "late",
  withdrawn: "neutral",
};

function useColumns(): Column<OfferView>[] {
  const t = useTranslations("offer");
  const { timeZone, now } = useDesk();
  const nameOf = usePlaceName();
  return [
    {
      key: "number",
      header: t("columns.number"),
      isRowHeader: true,
      isTight: true,
      cell: ({ snapshot, tripId }) =>
        tripId ? (
          <Link href={`/operator/trips/${tripId}`} className={linkInText}>
            {snapshot.bookingNumber}
          </Link>
        ) : (
          snapshot.bookingNumber
        ),
    },
    {
      key: "way",
      header: t("columns.way"),
      cell: ({ snapshot: s }) => `${nameOf(s.fromLabel)} → ${nameOf(s.toLabel)}`,
    },
    {
      key: "pickup",
      header: t("columns.pickup"),
      isTight: true,
      cell: ({ snapshot }) => <Instant at={snapshot.pickupFrom} timeZone={timeZone} now={now} />,
    },
    { key: "plate", header: t("columns.plate"), isTight: true, cell: ({ snapshot }) => snapshot.plate },
    {
      key: "price",
      header: t("columns.price"),
      align: "end",
      isTight: true,
      cell: ({ snapshot }) => <Money fen={snapshot.totalFen} />,
    },
    { key: "status", header: t("columns.status"), cell: (offer) => <Answer offer={offer} /> },
    {
      key: "at",
      header: t("columns.at"),
      isTight: true,
      cell: (offer) => <Instant at={offer.answeredAt ?? offer.expiresAt} timeZone={timeZone} now={now} />,
    },
  ];
}

function Answer({ offer: { status, committed, declineReason, declineNote } }: { offer: OfferView }) {
  const t = useTranslations("offer");
  const why = [declineReason && t(`declineReasons.${declineReason}`), declineNote]
    .filter(Boolean)
    .join(t("comma"));
  return (
    <>
      <Badge tone={tones[status]}>{t(`statuses.${status}`)}</Badge>
      {why ? <span className="mt-1 block text-ink-soft text-sm">{why}</span> : null}
      {status === "declined" && committed ? (
        <span className="mt-1 block text-danger text-sm">{t("breachRecorded")}</span>
      ) : null}
    </>
  );
}

/** The latest two hundred offers that are over: answered, lapsed or taken back. */
export function PastOffers() {
  const t = useTranslations("offer");
  const trpc = useTRPC();
  const words = useFailureText();
  const columns = useColumns();
  const { data, error, refetch } = useQuery(trpc.offer.list.queryOptions({ which: "past", limit: 200 }));
  if (error)
    return <ErrorState title={t("failed")} description={words(error)} onRetry={() => void refetch()} />;
  if (!data) return <ListSkeleton rows={6} />;
  const empty = <EmptyState title={t("pastEmpty.title")} description={t("pastEmpty.text")} />;
  return (
    <Card flush>
      <Table caption={t("tabs.past")} columns={columns} rows={data} rowKey={({ id }) => id} empty={empty} />
    </Card>
  );
}
