"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";

/** With one complaint or addition; more come with the next one. */
const photosAtMost = 4;

interface PhotoFieldProps {
  photos: File[];
  onPhotos: (photos: File[]) => void;
}

/** Photos of what happened, one after the other; each can be taken out again. */
export function PhotoField({ photos, onPhotos }: PhotoFieldProps) {
  const t = useTranslations("complaint.photos");
  return (
    <div className="grid gap-2">
      {photos.length < photosAtMost ? (
        <Field label={t("label")} hint={t("hint", { count: photosAtMost })} optional>
          <FileInput
            value={null}
            onValueChange={(photo) => photo && onPhotos([...photos, photo])}
            accept="image/jpeg,image/png,image/webp,image/heic,image/heif"
          />
        </Field>
      ) : null}
      <ul className="grid gap-1 empty:hidden">
        {photos.map((photo, index) => (
          <li key={`${photo.name}-${photo.lastModified}-${photo.size}`} className="flex items-center gap-2">
            <span className="min-w-0 truncate">{t("chosen", { number: index + 1, name: photo.name })}</span>
            <Button
              variant="quiet"
              size="sm"
              aria-label={t("remove", { number: index + 1 })}
              onClick={() => onPhotos(photos.filter((it) => it !== photo))}
            >
              {t("take")}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
