"use client";

import { useTranslations } from "next-intl";

/** Small pictures that open in full. */
export function FaultPhotos({ fileIds }: { fileIds: readonly string[] }) {
  const t = useTranslations("inspection.faults");
  if (fileIds.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2">
      {fileIds.map((fileId, index) => (
        <li key={fileId}>
          <a href={`/api/files/${fileId}`} target="_blank" rel="noreferrer">
            {/* biome-ignore lint/performance/noImgElement: behind a door that asks who looks, which no image service passes */}
            <img
              src={`/api/files/${fileId}`}
              alt={t("picture", { number: index + 1 })}
              loading="lazy"
              className="size-20 rounded-md border border-line bg-sunken object-cover"
            />
          </a>
        </li>
      ))}
    </ul>
  );
}
