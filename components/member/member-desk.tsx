"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { MemberRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Instant } from "@/components/ui/instant";
import { type Column, Table } from "@/components/ui/table";
import { showToast } from "@/components/ui/toast";
import type { OrganizationType } from "@/server/core/organization";
import { MemberForm } from "./member-form";

interface Asked {
  deed: "end" | "reset";
  row: MemberRow;
}

function useColumns(onAsk: (asked: Asked) => void): Column<MemberRow>[] {
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
      cell: ({ createdAt }) => <Instant at={createdAt} form="calendarDate" timeZone={timeZone} />,
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
      header: t("deeds"),
      align: "end",
      cell: (row) =>
        row.status === "active" ? (
          <span className="flex flex-wrap gap-2 sm:justify-end">
            {row.enrolled ? (
              <Button
                variant="quiet"
                size="sm"
                aria-label={`${t("reset")} ${row.name}`}
                onClick={() => onAsk({ deed: "reset", row })}
              >
                {t("reset")}
              </Button>
            ) : null}
            <Button
              variant="secondary"
              size="sm"
              aria-label={`${t("end")} ${row.name} ${tRoles(row.role)}`}
              onClick={() => onAsk({ deed: "end", row })}
            >
              {t("end")}
            </Button>
          </span>
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
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.admin.members.queryOptions({ orgId }), initialData: initial });
  const [asked, setAsked] = useState<Asked | null>(null);
  const columns = useColumns(setAsked);
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
      {asked ? <AskFirst {...asked} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}

/** Ends a role, or forgets a lost authenticator: both at once, so both are asked first. */
function AskFirst({ deed, row, onClose }: Asked & { onClose: () => void }) {
  const t = useTranslations("admin.members");
  const tRoles = useTranslations("admin.roles");
  const trpc = useTRPC();
  const client = useQueryClient();
  const done = (title: string) => ({
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
      showToast({ tone: "ok", title });
    },
  });
  const end = useMutation(trpc.admin.endMember.mutationOptions(done(t("ended"))));
  const reset = useMutation(trpc.admin.resetAuthenticator.mutationOptions(done(t("resetDone"))));
  const work = deed === "end" ? end : reset;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={t(`${deed}Title`, { name: row.name, role: tRoles(row.role) })}
      description={t(`${deed}Text`)}
      confirmLabel={t(deed)}
      tone="danger"
      busy={work.isPending}
      onConfirm={() => work.mutate({ membershipId: row.id })}
    >
      <FailureNote error={work.error} />
    </ConfirmDialog>
  );
}
