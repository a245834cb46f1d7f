"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { TextField } from "@/components/organization/text-field";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import { type RegionHeadInput, regionHeadInput } from "@/server/core/admin-input";

/** The present region's number, supervision phone and time zone. */
export function RegionHeadForm({ title, initial }: { title: string; initial: RegionHeadInput }) {
  const t = useTranslations("admin.regions");
  const tSettings = useTranslations("settings");
  const trpc = useTRPC();
  const router = useRouter();
  const [draft, setDraft] = useState(initial);
  const [isTried, setTried] = useState(false);
  const save = useMutation(
    trpc.admin.saveRegion.mutationOptions({
      onSuccess: () => {
        setTried(false);
        showToast({ tone: "ok", title: tSettings("saved") });
        router.refresh();
      },
    }),
  );
  const read = regionHeadInput.safeParse(draft);
  const issues = isTried && !read.success ? read.error.issues : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.success) save.mutate(read.data);
  };
  const text = (path: keyof RegionHeadInput, label: string, hint?: string) => (
    <TextField
      label={label}
      hint={hint}
      path={path}
      issues={issues}
      required
      value={draft[path]}
      onText={(value) => setDraft({ ...draft, [path]: value.trim() })}
    />
  );
  return (
    <form noValidate onSubmit={submit}>
      <Card title={title}>
        <div className="grid gap-4">
          <div className="grid gap-4 sm:grid-cols-3">
            {text("hotline", t("hotline"))}
            {text("supervisionPhone", t("supervision"))}
            {text("timeZone", t("timeZone"), tSettings("zoneHint"))}
          </div>
          <FailureNote error={save.error} />
          <Button type="submit" loading={save.isPending} className="justify-self-start">
            {tSettings("saveHead")}
          </Button>
        </div>
      </Card>
    </form>
  );
}
