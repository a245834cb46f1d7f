"use client";

import { useTranslations } from "next-intl";
import { PictureLinks } from "@/components/paper/file-links";

/** Photos of a fault, or of its repair. */
export function FaultPhotos({ fileIds }: { fileIds: readonly string[] }) {
  const t = useTranslations("inspection.faults");
  return <PictureLinks fileIds={fileIds} nameOf={(number) => t("picture", { number })} />;
}
