"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { currentDevice, deviceKeys, isPushable, startDevice } from "./push-device";

/** Whether this device is told by web push; shown where the browser can and the installation sends. */
export function PushSwitch() {
  const t = useTranslations("notice.push");
  const trpc = useTRPC();
  const locale = useLocale() === "en" ? "en" : "zh-CN";
  const { data: key } = useQuery(trpc.notice.pushKey.queryOptions());
  const [device, setDevice] = useState<PushSubscription | null | undefined>(undefined);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    if (isPushable()) void currentDevice().then(setDevice, () => setDevice(null));
  }, []);
  const begin = useMutation(trpc.notice.subscribe.mutationOptions());
  const end = useMutation(trpc.notice.unsubscribe.mutationOptions());
  const [isBusy, setBusy] = useState(false);
  const turnOn = async (publicKey: string) => {
    const made = await startDevice(publicKey);
    setRefused(made === null);
    if (!made) return;
    await begin.mutateAsync({ ...deviceKeys(made), locale });
    setDevice(made);
  };
  const turnOff = async (known: PushSubscription) => {
    await end.mutateAsync({ endpoint: known.endpoint });
    await known.unsubscribe();
    setDevice(null);
  };
  const change = async () => {
    if (!key) return;
    setBusy(true);
    try {
      await (device ? turnOff(device) : turnOn(key));
    } catch {
      // What our own server refused stands in the note above; the browser's own refusal is a refusal.
      if (!begin.error && !end.error) setRefused(true);
    } finally {
      setBusy(false);
    }
  };
  if (!key) return <p className="text-ink-soft">{t("unset")}</p>;
  if (device === undefined) return <p className="text-ink-soft">{t("unable")}</p>;
  return (
    <div className="grid gap-3">
      <FailureNote error={begin.error ?? end.error} />
      {isRefused ? <Alert tone="warn">{t("refused")}</Alert> : null}
      <p>{device ? t("isOn") : t("isOff")}</p>
      <Button
        variant="secondary"
        loading={isBusy}
        onClick={() => void change()}
        className="justify-self-start"
      >
        {device ? t("turnOff") : t("turnOn")}
      </Button>
    </div>
  );
}
