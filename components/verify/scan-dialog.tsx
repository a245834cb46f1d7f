"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useRouter } from "@/messages/navigation";
import { type ReadCode, readMarkingCode } from "@/server/core/marking/address";
import { useCodeScan } from "./use-code-scan";

interface ScanDialogProps {
  /** The platform's own address: codes that lead elsewhere are not opened. */
  origin: string;
  onClose: () => void;
}

/** Looks for a marking's code through the camera and opens its page. */
export function ScanDialog({ origin, onClose }: ScanDialogProps) {
  const t = useTranslations("verify.scan");
  return (
    <Dialog open onOpenChange={(isOpen) => isOpen || onClose()} title={t("title")} description={t("lead")}>
      <Finder origin={origin} onClose={onClose} />
    </Dialog>
  );
}

/** The page of a marking, as its own code leads to it. */
const pageOf = ({ serial, code }: Extract<ReadCode, { kind: "marking" }>) =>
  `/verify/${encodeURIComponent(serial)}${code === null ? "" : `?m=${encodeURIComponent(code)}`}`;

function Finder({ origin, onClose }: ScanDialogProps) {
  const t = useTranslations("verify.scan");
  const tActions = useTranslations("common.actions");
  const router = useRouter();
  const video = useRef<HTMLVideoElement>(null);
  const [attempt, setAttempt] = useState(0);
  const [other, setOther] = useState<Exclude<ReadCode, { kind: "marking" }> | null>(null);
  const state = useCodeScan(video, attempt, (text) => {
    const read = readMarkingCode(text, [origin, window.location.origin]);
    if (read.kind !== "marking") {
      setOther(read);
      return false;
    }
    router.push(pageOf(read));
    onClose();
    return true;
  });
  const isOpen = state === "opening" || state === "looking";
  const retry = (
    <Button variant="secondary" onClick={() => setAttempt(attempt + 1)}>
      {tActions("retry")}
    </Button>
  );
  return (
    <div className="grid gap-3">
      <div className={isOpen ? "relative overflow-hidden rounded-lg bg-night" : "hidden"}>
        <video
          ref={video}
          playsInline
          muted
          aria-label={t("picture")}
          className="aspect-square w-full object-cover"
        />
        <div aria-hidden className="absolute inset-[14%] rounded-lg border-4 border-surface/85" />
      </div>
      <p aria-live="polite" className="text-ink-soft">
        {isOpen ? t(state) : null}
      </p>
      {isOpen ? null : (
        <Alert
          tone="warn"
          live
          title={t(`failures.${state}.title`)}
          action={state === "unsupported" ? undefined : retry}
        >
          {t(`failures.${state}.text`)}
        </Alert>
      )}
      {other ? (
        <Alert tone="danger" live title={t(`${other.kind}.title`)}>
          {t(`${other.kind}.text`, { host: other.kind === "elsewhere" ? other.host : "" })}
        </Alert>
      ) : null}
    </div>
  );
}
