"use client";

import { useTranslations } from "next-intl";
import type { CertificationRecord } from "@/components/api/outputs";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Day } from "@/components/ui/instant";
import { type PhotoSide, photoSides } from "@/server/core/marking/photo";
import { type Photo, PhotoReview } from "./photo-review";

/** Where one side stands: not handed in, waiting, lapsed, refused, granted until. */
function SideState({ photo }: { photo: Photo | null }) {
  const t = useTranslations("marking.photos.states");
  if (!photo) return <Badge tone="danger">{t("missing")}</Badge>;
  if (photo.refusal) return <Badge tone="danger">{t("refused")}</Badge>;
  if (!photo.checked) return <Badge tone="wait">{t("waiting")}</Badge>;
  if (photo.due?.lapsed) return <Badge tone="danger">{t("lapsed")}</Badge>;
  return <Badge tone="ok">{t("granted")}</Badge>;
}

interface SideProps {
  side: PhotoSide;
  photo: Photo | null;
  /** The longest that the region lets a photo hold. */
  photoDays: number;
}

function Side({ side, photo, photoDays }: SideProps) {
  const t = useTranslations("marking.photos");
  return (
    <li className="grid content-start gap-3 rounded-md border border-line p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{t(`sides.${side}`)}</h3>
        <SideState photo={photo} />
      </div>
      {photo?.fileId ? (
        <a href={`/api/files/${photo.fileId}`} target="_blank" rel="noreferrer">
          {/* biome-ignore lint/performance/noImgElement: behind a door that asks who looks, which no image service passes */}
          <img
            src={`/api/files/${photo.fileId}`}
            alt={t("picture", { side: t(`sides.${side}`) })}
            loading="lazy"
            className="aspect-[16/11] w-full rounded-md border border-line bg-sunken object-cover"
          />
        </a>
      ) : (
        <p className="text-ink-soft">{t("noFile")}</p>
      )}
      {photo?.checked && photo.expiresOn ? (
        <p className="text-sm">
          {t("until")} <Day day={photo.expiresOn} />
        </p>
      ) : null}
      {photo?.refusal ? <Alert tone="danger">{t("refusal", { reason: photo.refusal })}</Alert> : null}
      {photo ? <PhotoReview key={photo.id} photo={photo} side={side} photoDays={photoDays} /> : null}
    </li>
  );
}

/** The four sides of a vehicle's marking, each gone through by its own list. */
export function PhotoList({ data }: { data: CertificationRecord }) {
  const t = useTranslations("marking.photos");
  return (
    <Card title={t("title")}>
      <p className="mb-4 text-ink-soft text-sm">{t("lead")}</p>
      <ul className="grid gap-4 md:grid-cols-2">
        {photoSides.map((side) => (
          <Side
            key={side}
            side={side}
            photoDays={data.photoDays}
            photo={data.papers.find(({ kind }) => kind === `marking_photo_${side}`) ?? null}
          />
        ))}
      </ul>
    </Card>
  );
}
