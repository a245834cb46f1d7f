"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { TrackPart } from "./part";

const Qr = dynamic(() => import("@/components/ui/qr").then((loaded) => loaded.Qr));

/** The code that the crew asks for at the door; it comes with the booker's own link, or after a one-time code. */
export function BoardingCode({ view }: TrackPart) {
  const t = useTranslations("tracking.boarding");
  if (!view.boardingCode) return null;
  return (
    <section
      aria-labelledby="boarding"
      className="keep-together flex items-center justify-between gap-4 rounded-xl border-2 border-primary bg-surface p-5"
    >
      <div>
        <h2 id="boarding" className="text-lg">
          {t("title")}
        </h2>
        <p className="font-bold text-4xl tabular-nums tracking-[0.2em]">{view.boardingCode}</p>
        <p className="mt-1 text-ink-soft text-sm">{t("hint")}</p>
      </div>
      <Qr text={view.boardingCode} label={t("qr")} className="size-28 shrink-0" />
    </section>
  );
}
