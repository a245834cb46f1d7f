"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import { useTRPC } from "@/components/api/provider";
import { type FieldIssue, TextField } from "@/components/organization/text-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import { regionInput } from "@/server/core/admin-input";
import type { RegionRow } from "./region-row";

const sides = ["south", "west", "north", "east"] as const;
const empty = {
  code: "",
  nameZh: "",
  nameEn: "",
  hotline: "96120",
  supervision: "",
  timeZone: "Asia/Shanghai",
  lat: "",
  lon: "",
  south: "",
  west: "",
  north: "",
  east: "",
  regulatorZh: "",
  regulatorEn: "",
  creditCode: "",
  person: "",
  email: "",
};
type Draft = typeof empty;
type Key = keyof Draft;

/** Where each text stands in what is sent. */
const paths: Record<Key, string> = {
  code: "code",
  nameZh: "nameZh",
  nameEn: "nameEn",
  hotline: "hotline",
  supervision: "supervisionPhone",
  timeZone: "timeZone",
  lat: "centre.lat",
  lon: "centre.lon",
  south: "bounds.0",
  west: "bounds.1",
  north: "bounds.2",
  east: "bounds.3",
  regulatorZh: "regulator.nameZh",
  regulatorEn: "regulator.nameEn",
  creditCode: "regulator.creditCode",
  person: "administrator.name",
  email: "administrator.email",
};

const degrees = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));

function readDraft(draft: Draft, rulesFrom: string) {
  return regionInput.safeParse({
    code: draft.code.trim(),
    nameZh: draft.nameZh,
    nameEn: draft.nameEn,
    hotline: draft.hotline.trim(),
    supervisionPhone: draft.supervision.trim(),
    timeZone: draft.timeZone.trim(),
    centre: { lat: degrees(draft.lat), lon: degrees(draft.lon) },
    bounds: sides.map((side) => degrees(draft[side])),
    rulesFrom,
    regulator: { nameZh: draft.regulatorZh, nameEn: draft.regulatorEn, creditCode: draft.creditCode },
    administrator: { name: draft.person, email: draft.email.trim() },
  });
}

/** A wrong order of the bounds is said at the first of them. */
const atField = (issues: FieldIssue[]): FieldIssue[] =>
  issues.map((it) => (it.path.join(".") === "bounds" ? { ...it, path: ["bounds", 0] } : it));

/** A new region: its number, place, whose rules it starts with, its regulator and the first administrator. */
export function RegionForm({ regions }: { regions: RegionRow[] }) {
  const t = useTranslations("admin.regions");
  const tAdmin = useTranslations("admin");
  const isEnglish = useLocale() === "en";
  const trpc = useTRPC();
  const router = useRouter();
  const words = useFailureText();
  const [draft, setDraft] = useState<Draft>(empty);
  const [rulesFrom, setRulesFrom] = useState(regions[0]?.id ?? "");
  const [isTried, setTried] = useState(false);
  const create = useMutation(
    trpc.admin.createRegion.mutationOptions({
      onSuccess: () => {
        setDraft(empty);
        setTried(false);
        showToast({ tone: "ok", title: t("done"), description: t("doneText") });
        router.refresh();
      },
    }),
  );
  const read = readDraft(draft, rulesFrom);
  const issues = isTried && !read.success ? atField(read.error.issues) : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.success) create.mutate(read.data);
  };
  const text = (key: Key, label: string, hint?: string) => (
    <TextField
      key={key}
      label={label}
      hint={hint}
      path={paths[key]}
      issues={issues}
      required
      value={draft[key]}
      onText={(value) => setDraft({ ...draft, [key]: value })}
    />
  );
  const group = "grid gap-4 sm:grid-cols-2 lg:grid-cols-3";
  return (
    <form noValidate onSubmit={submit}>
      <Card title={t("new")}>
        <div className="grid gap-6">
          <div className={group}>
            {text("code", t("code"), t("codeHint"))}
            {text("nameZh", t("nameZh"))}
            {text("nameEn", t("nameEn"))}
            {text("hotline", t("hotline"))}
            {text("supervision", t("supervision"))}
            {text("timeZone", t("timeZone"))}
            <Field label={t("rulesFrom")} hint={t("rulesHint")} required>
              <Select
                value={rulesFrom}
                options={regions.map((it) => ({ value: it.id, label: isEnglish ? it.nameEn : it.nameZh }))}
                onChange={(event) => setRulesFrom(event.target.value)}
              />
            </Field>
          </div>
          <fieldset>
            <legend className="mb-2 font-medium">{t("place")}</legend>
            <div className={group}>
              {text("lat", t("lat"))}
              {text("lon", t("lon"))}
              {sides.map((side) => text(side, t(side)))}
            </div>
          </fieldset>
          <fieldset>
            <legend className="mb-2 font-medium">{t("regulator")}</legend>
            <div className={group}>
              {text("regulatorZh", t("nameZh"))}
              {text("regulatorEn", t("nameEn"))}
              {text("creditCode", t("creditCode"))}
            </div>
          </fieldset>
          <fieldset>
            <legend className="mb-2 font-medium">{t("administrator")}</legend>
            <div className={group}>
              {text("person", t("person"))}
              {text("email", t("email"))}
            </div>
          </fieldset>
          {issues.length > 0 ? (
            <Alert tone="warn" live>
              {tAdmin("errors")}
            </Alert>
          ) : null}
          {create.error ? (
            <Alert tone="danger" live title={tAdmin("failed")}>
              {words(create.error)}
            </Alert>
          ) : null}
          <Button type="submit" loading={create.isPending} className="justify-self-start">
            {t("submit")}
          </Button>
        </div>
      </Card>
    </form>
  );
}
