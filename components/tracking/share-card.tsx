"use client";

import { Copy, Printer, Share2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { showToast } from "@/components/ui/toast";
import type { TrackPart } from "./part";

const Qr = dynamic(() => import("@/components/ui/qr").then((loaded) => loaded.Qr), { ssr: false });

const subscribe = () => () => undefined;

/** This page's own address without query; empty until the browser tells it. */
function useAddress(): string {
  return useSyncExternalStore(
    subscribe,
    () => `${window.location.origin}${window.location.pathname}`,
    () => "",
  );
}

/** Hand the link on, or print it for the patient's pocket. */
export function ShareCard({ view }: TrackPart) {
  const t = useTranslations("tracking.share");
  const address = useAddress();
  const copy = () => {
    navigator.clipboard.writeText(address).then(
      () => showToast({ tone: "ok", title: t("copied") }),
      () => showToast({ tone: "warn", title: t("notCopied") }),
    );
  };
  const share = () => {
    const data = { title: t("subject", { number: view.number }), url: address };
    if (navigator.share) navigator.share(data).catch(() => undefined);
    else copy();
  };
  return (
    <Card title={t("title")}>
      <div className="flex items-start gap-4">
        {address ? <Qr text={address} label={t("qr")} className="size-28 shrink-0" /> : null}
        <p className="text-ink-soft">{t("text")}</p>
      </div>
      <div className="no-print mt-4 grid gap-3 sm:grid-cols-2">
        <Button variant="secondary" onClick={share}>
          <Share2 aria-hidden="true" />
          {t("share")}
        </Button>
        <Button variant="secondary" onClick={copy}>
          <Copy aria-hidden="true" />
          {t("copy")}
        </Button>
        <Button variant="secondary" onClick={() => window.print()}>
          <Printer aria-hidden="true" />
          {t("print")}
        </Button>
      </div>
    </Card>
  );
}
