"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Textarea } from "@/components/ui/textarea";
import type { InspectionItem as Item } from "@/server/core/inspection";

const photos = "image/jpeg,image/png,image/webp,image/heic,image/heif";

interface ItemProps {
  item: Item;
  result: "ok" | "failed" | undefined;
  note: string;
  photo: File | null;
  problem: "unanswered" | "photo" | "note" | null;
  onResult: (result: "ok" | "failed") => void;
  onNote: (note: string) => void;
  onPhoto: (photo: File | null) => void;
}

/** One item of the list: in order or not, what is wrong, and the photo. */
export function InspectionItem(props: ItemProps) {
  const { item, result, note, photo, problem, onResult, onNote, onPhoto } = props;
  const t = useTranslations("inspection");
  const isEnglish = useLocale() === "en";
  const isFailed = result === "failed";
  return (
    <div className="grid gap-3 rounded-lg border border-line bg-surface p-4">
      <RadioCards
        legend={isEnglish ? item.titleEn : item.titleZh}
        hint={item.blocks ? t("blocks") : undefined}
        error={problem === "unanswered" ? t("problems.unanswered") : undefined}
        columns="pair"
        name={item.id}
        value={result ?? ""}
        onValueChange={(value) => onResult(value === "failed" ? "failed" : "ok")}
        choices={[
          { value: "ok", label: t("ok"), icon: <CircleCheck aria-hidden="true" /> },
          { value: "failed", label: t("failed"), icon: <TriangleAlert aria-hidden="true" /> },
        ]}
      />
      {isFailed ? (
        <Field label={t("note")} error={problem === "note" ? t("problems.note") : undefined} required>
          <Textarea rows={2} maxLength={500} value={note} onChange={(event) => onNote(event.target.value)} />
        </Field>
      ) : null}
      {item.photo || isFailed ? (
        <Field
          label={t("photo")}
          error={problem === "photo" ? t("problems.photo") : undefined}
          required={item.photo}
          optional={!item.photo}
        >
          <FileInput value={photo} onValueChange={onPhoto} accept={photos} capture="environment" />
        </Field>
      ) : null}
    </div>
  );
}
