"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import type { MemberRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Instant } from "@/components/ui/instant";
import { type Column, Table } from "@/components/ui/table";
import { showToast } from "@/components/ui/toast";
import type { OrganizationType } from "@/server/core/organization";
import { MemberForm } from "./member-form";

function useColumns(onEnd: (row: MemberRow) => void): Column<MemberRow>[] {
  const t = useTranslations("admin.members");
  const tRoles = useTranslations("admin.roles");
  const { timeZone } = useDesk();
  return [
    { key: "name", header: t("name"), isRowHeader: true, cell: ({ name }) => name },
    { key: "email", header: t("email"), cell: ({ email }) => email ?? "—" },
    { key: "role", header: t("role"), cell: ({ role }) => tRoles(role) },
    {
      key: "since",
      header: t("since"),
      cell: ({ createdAt }) => <Instant at={createdAt} form="longDate" timeZone={timeZone} />,
    },
    {
      key: "status",
      header: t("status"),
      cell: ({ status, enrolled }) => (
        <span className="flex flex-wrap gap-1.5">
          <Badge tone={status === "active" ? "ok" : "neutral"}>{t(`statuses.${status}`)}</Badge>
          <Badge tone={enrolled ? "info" : "wait"}>{t(enrolled ? "enrolled" : "notEnrolled")}</Badge>
        </span>
      ),
    },
    {
      key: "end",
      header: t("end"),
      align: "end",
      cell: (row) =>
        row.status === "active" ? (
          <Button
            variant="secondary"
            size="sm"
            aria-label={`${t("end")} ${row.name} ${tRoles(row.role)}`}
            onClick={() => onEnd(row)}
          >
            {t("end")}
          </Button>
        ) : (
          "—"
        ),
    },
  ];
}

interface MemberDeskProps {
  orgId: string;
  type: OrganizationType;
  initial: MemberRow[];
}

/** Who acts for an organization; add somebody by e-mail, or end a role at once. */
export function MemberDesk({ orgId, type, initial }: MemberDeskProps) {
  const t = useTranslations("admin.members");
  const tRoles = useTranslations("admin.roles");
  const trpc = useTRPC();
  const client = useQueryClient();
  const words = useFailureText();
  const { data } = useQuery({ ...trpc.admin.members.queryOptions({ orgId }), initialData: initial });
  const [ending, setEnding] = useState<MemberRow | null>(null);
  const end = useMutation(
    trpc.admin.endMember.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        setEnding(null);
        showToast({ tone: "ok", title: t("ended") });
      },
    }),
  );
  const columns = useColumns(setEnding);
  return (
    <div className="grid gap-5">
      <Card title={t("title")} flush>
        <Table
          caption={t("title")}
          columns={columns}
          rows={data}
          rowKey={({ id }) => id}
          empty={<p className="p-5 text-ink-soft">{t("empty")}</p>}
        />
      </Card>
      <Card title={t("add")}>
        <MemberForm orgId={orgId} type={type} />
      </Card>
      {ending ? (
        <ConfirmDialog
          open
          onOpenChange={() => setEnding(null)}
          title={t("endTitle", { name: ending.name, role: tRoles(ending.role) })}
          description={t("endText")}
          confirmLabel={t("end")}
          tone="danger"
          busy={end.isPending}
          onConfirm={() => end.mutate({ membershipId: ending.id })}
        >
          {end.error ? (
            <Alert tone="danger" live>
              {words(end.error)}
            </Alert>
          ) : null}
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
