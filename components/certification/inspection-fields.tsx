"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { type InspectionOutcome, inspectionOutcomes } from "@/server/core/certification";
import { inspectionPhotosAtMost } from "@/server/core/certification-input";
import { fewest, isTooShort } from "@/server/core/said";

export interface Draft {
  inspectedOn: string;
  outcome: InspectionOutcome;
  findings: string;
  remedyBy: string;
  photos: File[];
}
type Problem = "day" | "findings" | "remedy" | "photos";

/** What is still missing of a visit, in the order of the form. */
export function problemsOf({ inspectedOn, outcome, findings, remedyBy, photos }: Draft): Problem[] {
  const found: [Problem, boolean][] = [
    ["day", inspectedOn === ""],
    ["findings", isTooShort(findings, fewest.words)],
    ["remedy", outcome === "remedy" && remedyBy === ""],
    ["photos", photos.length === 0],
  ];
  return found.flatMap(([problem, isThere]) => (isThere ? [problem] : []));
}

interface FieldsProps {
  draft: Draft;
  onChange: (next: Partial<Draft>) => void;
  problems: readonly Problem[];
}

const pictures = "image/jpeg,image/png,image/heic,image/heif,image/webp";

function PhotoFields({ draft: { photos }, onChange, problems }: FieldsProps) {
  const t = useTranslations("paper.inspections");
  return (
    <>
      {photos.length > 0 ? (
        <ul className="grid gap-1">
          {photos.map((photo) => (
            <li
              key={`${photo.name} ${photo.lastModified}`}
              className="flex items-center justify-between gap-3"
            >
              <span className="truncate">{photo.name}</span>
              <Button
                variant="quiet"
                size="sm"
                aria-label={t("removePhoto", { name: photo.name })}
                onClick={() => onChange({ photos: photos.filter((it) => it !== photo) })}
              >
                {t("remove")}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {photos.length < inspectionPhotosAtMost ? (
        <Field
          label={t(photos.length === 0 ? "photo" : "anotherPhoto")}
          error={problems.includes("photos") ? t("problems.photos") : undefined}
          required={photos.length === 0}
        >
          <FileInput
            key={photos.length}
            value={null}
            accept={pictures}
            capture="environment"
            onValueChange={(file) => (file ? onChange({ photos: [...photos, file] }) : undefined)}
          />
        </Field>
      ) : null}
    </>
  );
}

/** The fields of a visit on site. */
export function InspectionFields(props: FieldsProps) {
  const { draft, onChange, problems } = props;
  const t = useTranslations("paper.inspections");
  const errorOf = (problem: Problem) => (problems.includes(problem) ? t(`problems.${problem}`) : undefined);
  return (
    <>
      <Field label={t("day")} error={errorOf("day")} required>
        <Input
          type="date"
          value={draft.inspectedOn}
          onChange={(event) => onChange({ inspectedOn: event.target.value })}
        />
      </Field>
      <Field label={t("outcome")} required>
        <Select
          value={draft.outcome}
          options={inspectionOutcomes.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
          onChange={(event) => {
            const outcome = inspectionOutcomes.find((it) => it === event.target.value);
            if (outcome) onChange({ outcome });
          }}
        />
      </Field>
      {draft.outcome === "remedy" ? (
        <Field label={t("remedyBy")} error={errorOf("remedy")} required>
          <Input
            type="date"
            value={draft.remedyBy}
            onChange={(event) => onChange({ remedyBy: event.target.value })}
          />
        </Field>
      ) : null}
      <Field label={t("findings")} hint={t("findingsHint")} error={errorOf("findings")} required>
        <Textarea
          rows={4}
          maxLength={2000}
          value={draft.findings}
          onChange={(event) => onChange({ findings: event.target.value })}
        />
      </Field>
      <PhotoFields {...props} />
    </>
  );
}
