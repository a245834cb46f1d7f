"use client";

import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { TrackPart } from "./part";
import { useGuarded } from "./use-guarded";

const Qr = dynamic(() => import("@/components/ui/qr").then((loaded) => loaded.Qr));
const beforeBoarding = ["assigned", "en_route", "at_pickup"];

/** The code that the crew asks for at the door, for whoever booked: after a one-time code, since links are handed on. */
export function BoardingCode(part: TrackPart) {
  const { boardingCode, tripStatus } = part.view;
  if (boardingCode) return <Shown code={boardingCode} />;
  return tripStatus && beforeBoarding.includes(tripStatus) ? <Hidden {...part} /> : null;
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <section
      aria-labelledby="boarding"
      className="keep-together flex items-center justify-between gap-4 rounded-xl border-2 border-primary bg-surface p-5"
    >
      {children}
    </section>
  );
}

function Shown({ code }: { code: string }) {
  const t = useTranslations("tracking.boarding");
  return (
    <Frame>
      <div>
        <h2 id="boarding" className="text-lg">
          {t("title")}
        </h2>
        <p className="font-bold text-4xl tabular-nums tracking-[0.2em]">{code}</p>
        <p className="mt-1 text-ink-soft text-sm">{t("hint")}</p>
      </div>
      <Qr text={code} label={t("qr")} className="size-28 shrink-0" />
    </Frame>
  );
}

function Hidden(part: TrackPart) {
  const t = useTranslations("tracking.boarding");
  const client = useQueryClient();
  const { guard, dialog } = useGuarded(part);
  return (
    <Frame>
      <div>
        <h2 id="boarding" className="text-lg">
          {t("title")}
        </h2>
        <p className="mt-1 text-ink-soft text-sm">{t("hidden")}</p>
        <Button
          variant="secondary"
          className="no-print mt-3"
          onClick={() => guard(() => client.invalidateQueries())}
        >
          {t("show")}
        </Button>
        {dialog}
      </div>
    </Frame>
  );
}
