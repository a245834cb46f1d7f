"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import { useTRPC } from "@/components/api/provider";
import { TextField } from "@/components/organization/text-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { memberInput } from "@/server/core/admin-input";
import { rolesOfType } from "@/server/core/member";
import type { OrganizationType } from "@/server/core/organization";

/** Name, e-mail and role of a new member; the roles are those of the organization's type. */
export function MemberForm({ orgId, type }: { orgId: string; type: OrganizationType }) {
  const t = useTranslations("admin.members");
  const tAdmin = useTranslations("admin");
  const trpc = useTRPC();
  const client = useQueryClient();
  const words = useFailureText();
  const roles = rolesOfType[type];
  const empty = { name: "", email: "", role: roles[0] ?? "finance" };
  const [draft, setDraft] = useState(empty);
  const [isTried, setTried] = useState(false);
  const add = useMutation(
    trpc.admin.addMember.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        setDraft(empty);
        setTried(false);
        showToast({ tone: "ok", title: t("done") });
      },
    }),
  );
  const read = memberInput.safeParse({ ...draft, orgId });
  const issues = isTried && !read.success ? read.error.issues : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.success) add.mutate(read.data);
  };
  return (
    <form noValidate onSubmit={submit} className="grid justify-items-start gap-4">
      <p className="text-ink-soft">{t("addLead")}</p>
      <div className="grid w-full gap-4 sm:grid-cols-3">
        <TextField
          label={t("name")}
          path="name"
          issues={issues}
          required
          value={draft.name}
          onText={(name) => setDraft({ ...draft, name })}
        />
        <TextField
          label={t("email")}
          path="email"
          type="email"
          issues={issues}
          required
          value={draft.email}
          onText={(email) => setDraft({ ...draft, email })}
        />
        <Field label={t("role")} required>
          <Select
            value={draft.role}
            options={roles.map((value) => ({ value, label: tAdmin(`roles.${value}`) }))}
            onChange={(event) =>
              setDraft({ ...draft, role: roles.find((it) => it === event.target.value) ?? draft.role })
            }
          />
        </Field>
      </div>
      {add.error ? (
        <Alert tone="danger" live title={tAdmin("failed")}>
          {words(add.error)}
        </Alert>
      ) : null}
      <Button type="submit" loading={add.isPending}>
        {t("submit")}
      </Button>
    </form>
  );
}
