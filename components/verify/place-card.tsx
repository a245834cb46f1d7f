"use client";

import { useMutation } from "@tanstack/react-query";
import { MapPin } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { VehicleVerdict } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { roughPlace } from "@/server/core/marking/scan";

/** Where this browser stands, to about a kilometre; rejects where it may not or cannot say. */
function whereAmI(): Promise<{ lat: number; lon: number }> {
  return new Promise((done, fail) => {
    if (!navigator.geolocation) return fail(new Error("no geolocation"));
    const options = { enableHighAccuracy: false, timeout: 10_000, maximumAge: 60_000 };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done(roughPlace({ lat: coords.latitude, lon: coords.longitude })),
      fail,
      options,
    );
  });
}

type Copy = VehicleVerdict["copy"];

/** Asks whoever stands at the vehicle to say roughly where: this is how copies of a marking are found. */
export function PlaceCard({
  scanId,
  regionId,
  onTold,
}: {
  scanId: string;
  regionId: string;
  onTold: (copy: Copy) => void;
}) {
  const t = useTranslations("verify.place");
  const trpc = useTRPC();
  const [isLost, setLost] = useState(false);
  const tell = useMutation(trpc.marking.tellPlace.mutationOptions({ onSuccess: ({ copy }) => onTold(copy) }));
  const say = async () => {
    setLost(false);
    const here = await whereAmI().catch(() => null);
    if (here) tell.mutate({ scanId, regionId, ...here });
    else setLost(true);
  };
  if (tell.isSuccess)
    return (
      <Alert tone={tell.data.copy ? "warn" : "ok"} live>
        {t(tell.data.copy ? "toldCopy" : "told")}
      </Alert>
    );
  return (
    <section className="grid gap-3 rounded-md border border-line p-4">
      <p>{t("ask")}</p>
      <p className="text-ink-soft text-sm">{t("promise")}</p>
      <Button variant="secondary" loading={tell.isPending} onClick={() => void say()}>
        <MapPin aria-hidden className="size-5" /> {t("tell")}
      </Button>
      {isLost ? (
        <Alert tone="warn" live>
          {t("lost")}
        </Alert>
      ) : null}
      <FailureNote error={tell.error} />
    </section>
  );
}
