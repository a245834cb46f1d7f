"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { readFailure } from "@/components/api/domain-error";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import type { RegionSettings } from "@/server/core/region-settings";
import { fewest, isTooShort } from "@/server/core/said";
import {
  changedSettings,
  type SettingsField,
  type SettingsValue,
  settingAt,
  settingsFields,
  settingsGroups,
} from "@/server/core/settings-fields";

type Draft = Record<string, string>;

function shown(settings: RegionSettings, path: string): string {
  const value = settingAt(settings, path);
  return value === null || value === undefined ? "" : String(value);
}

function read({ unit, isOptional }: SettingsField, text: string): SettingsValue {
  if (unit === "clock") return text;
  if (text.trim() === "") return isOptional ? null : Number.NaN;
  return Number(text);
}

/** Only what differs from the version in force is sent. */
function changesOf(settings: RegionSettings, draft: Draft): Record<string, SettingsValue> {
  const changed = settingsFields.filter(({ path }) => draft[path] !== shown(settings, path));
  return Object.fromEntries(changed.map((field) => [field.path, read(field, draft[field.path] ?? "")]));
}

interface SettingsFormProps {
  settings: RegionSettings;
  /** The version in force; null: the platform's defaults. */
  ruleVersionId: string | null;
}

/** The region's figures, changed by form: they come in force at once as a new version with its source. */
export function SettingsForm({ settings, ruleVersionId }: SettingsFormProps) {
  const t = useTranslations("settings");
  const tErrors = useTranslations("errors.admin");
  const trpc = useTRPC();
  const router = useRouter();
  const [draft, setDraft] = useState<Draft>(() =>
    Object.fromEntries(settingsFields.map(({ path }) => [path, shown(settings, path)])),
  );
  const [source, setSource] = useState("");
  const [isTried, setTried] = useState(false);
  const save = useMutation(
    trpc.admin.saveSettings.mutationOptions({
      onSuccess: () => {
        setTried(false);
        setSource("");
        showToast({ tone: "ok", title: t("saved") });
        router.refresh();
      },
    }),
  );
  const values = changesOf(settings, draft);
  const checked = changedSettings(settings, values);
  const isSourced = !isTooShort(source, fewest.story);
  const isChanged = Object.keys(values).length > 0;
  const wrong = checked.ok ? save.error && readFailure(save.error).data.field : checked.path;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (checked.ok && isSourced && isChanged) save.mutate({ basedOn: ruleVersionId, source, values });
  };
  const problem = (path: string) => {
    if (!isTried || wrong !== path) return undefined;
    return tErrors(path === "clinicians.closesAt" ? "settings_window" : "settings_number");
  };
  return (
    <form noValidate onSubmit={submit}>
      <Card title={t("edit")}>
        <div className="grid gap-6">
          <p className="text-ink-soft">{t("editLead")}</p>
          {settingsGroups.map(({ id, fields }) => (
            <fieldset key={id}>
              <legend className="mb-2 font-medium">{t(`groups.${id}`)}</legend>
              <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
                {fields.map(({ path, unit, isOptional }) => (
                  <Field
                    key={path}
                    label={t(`fields.${path}`)}
                    hint={isOptional ? t("emptyMeansNone") : undefined}
                    error={problem(path)}
                    required={!isOptional}
                  >
                    <Input
                      type={unit === "clock" ? "time" : "text"}
                      inputMode={unit === "clock" ? undefined : "numeric"}
                      suffix={unit === "clock" ? undefined : t(`suffixes.${unit}`)}
                      value={draft[path] ?? ""}
                      onChange={(event) => setDraft({ ...draft, [path]: event.target.value })}
                    />
                  </Field>
                ))}
              </div>
            </fieldset>
          ))}
          <Field
            label={t("sourceLabel")}
            hint={t("sourceHint")}
            error={isTried && !isSourced ? tErrors("settings_source") : undefined}
            required
          >
            <Input value={source} maxLength={300} onChange={(event) => setSource(event.target.value)} />
          </Field>
          {isTried && !isChanged ? (
            <Alert tone="info" live>
              {t("nothingChanged")}
            </Alert>
          ) : null}
          <FailureNote error={save.error} />
          <Button type="submit" loading={save.isPending} className="justify-self-start">
            {t("submit")}
          </Button>
        </div>
      </Card>
    </form>
  );
}
