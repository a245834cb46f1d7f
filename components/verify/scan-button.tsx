"use client";

import { ScanLine } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";

const ScanDialog = dynamic(() => import("./scan-dialog").then((module) => module.ScanDialog), { ssr: false });

const never = () => () => undefined;

/** Opens the camera; not there where no script runs, since the form beside it works without. */
export function ScanButton({ origin }: { origin: string }) {
  const t = useTranslations("verify.scan");
  const [isOpen, setOpen] = useState(false);
  const isAlive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!isAlive) return null;
  return (
    <>
      <Button size="lg" wide onClick={() => setOpen(true)}>
        <ScanLine aria-hidden className="size-5" /> {t("open")}
      </Button>
      {isOpen ? <ScanDialog origin={origin} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
