"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import type { OrganizationRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { organizationInput } from "@/server/core/admin-input";
import { organizationTypes } from "@/server/core/organization";
import { TextField } from "./text-field";

/** Enter an organization or change one. Its type stays what it was entered as. */
export function OrganizationDialog({ row, onClose }: { row: OrganizationRow | null; onClose: () => void }) {
  const t = useTranslations("admin.organizations");
  const tAdmin = useTranslations("admin");
  const trpc = useTRPC();
  const client = useQueryClient();
  const words = useFailureText();
  const formId = useId();
  const [draft, setDraft] = useState({
    type: row?.type ?? ("operator" as OrganizationRow["type"]),
    nameZh: row?.nameZh ?? "",
    nameEn: row?.nameEn ?? "",
    creditCode: row?.creditCode ?? "",
    phone: row?.phone ?? "",
    medicalLicence: row?.medicalLicence ?? false,
    capacityShare: String(row?.capacityShare ?? 0),
  });
  const [isTried, setTried] = useState(false);
  const save = useMutation(
    trpc.admin.saveOrganization.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("done") });
        onClose();
      },
    }),
  );
  const read = organizationInput.omit({ facilityIds: true }).safeParse({
    ...draft,
    ...(row ? { organizationId: row.id } : {}),
    phone: draft.phone.trim() || null,
    capacityShare: Number(draft.capacityShare),
  });
  const issues = isTried && !read.success ? read.error.issues : [];
  const change = (next: Partial<typeof draft>) => setDraft({ ...draft, ...next });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.success) save.mutate(read.data);
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t(row ? "edit" : "new")}
      footer={
        <Button type="submit" form={formId} loading={save.isPending}>
          {t("submit")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
        <Field label={t("type")} required>
          <Select
            value={draft.type}
            disabled={row !== null}
            options={organizationTypes.map((value) => ({ value, label: tAdmin(`types.${value}`) }))}
            onChange={(event) =>
              change({ type: organizationTypes.find((it) => it === event.target.value) ?? draft.type })
            }
          />
        </Field>
        <TextField
          label={t("nameZh")}
          path="nameZh"
          issues={issues}
          required
          value={draft.nameZh}
          onText={(nameZh) => change({ nameZh })}
        />
        <TextField
          label={t("nameEn")}
          path="nameEn"
          issues={issues}
          required
          value={draft.nameEn}
          onText={(nameEn) => change({ nameEn })}
        />
        <TextField
          label={t("creditCode")}
          path="creditCode"
          issues={issues}
          required
          value={draft.creditCode}
          onText={(creditCode) => change({ creditCode })}
        />
        <TextField
          label={t("phone")}
          path="phone"
          issues={issues}
          value={draft.phone}
          onText={(phone) => change({ phone })}
        />
        {draft.type === "operator" ? (
          <>
            <Checkbox
              label={t("licence")}
              checked={draft.medicalLicence}
              onChange={(event) => change({ medicalLicence: event.target.checked })}
            />
            <TextField
              label={t("share")}
              path="capacityShare"
              issues={issues}
              inputMode="numeric"
              value={draft.capacityShare}
              onText={(capacityShare) => change({ capacityShare })}
            />
          </>
        ) : null}
        {issues.length > 0 ? <Alert tone="warn">{tAdmin("errors")}</Alert> : null}
        {save.error ? (
          <Alert tone="danger" live title={tAdmin("failed")}>
            {words(save.error)}
          </Alert>
        ) : null}
      </form>
    </Dialog>
  );
}
