"use client";

import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { readPieces } from "./read-pieces";

type Asked = { bookingId: string } | { from: string; until: string };
type State =
  | { kind: "idle" }
  | { kind: "working"; done: number; total: number }
  | { kind: "done"; total: number }
  | { kind: "failed"; error: unknown };

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

function useExport(asked: Asked) {
  const locale = useLocale();
  const [state, setState] = useState<State>({ kind: "idle" });
  const running = useRef<AbortController | null>(null);
  const take = async (form: "lines" | "page") => {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setState({ kind: "working", done: 0, total: 0 });
    try {
      const address = `/api/record?${new URLSearchParams({ ...asked, form, locale })}`;
      const file = await readPieces(address, signal, (done, total) =>
        setState({ kind: "working", done, total }),
      );
      save(file.blob, file.name);
      setState({ kind: "done", total: file.entries });
    } catch (error) {
      setState(signal.aborted ? { kind: "idle" } : { kind: "failed", error });
    }
  };
  return { state, take, stop: () => running.current?.abort() };
}

/** Give the record of a trip or of some days away as a file, showing how far it is. */
export function RecordExport({ asked }: { asked: Asked }) {
  const t = useTranslations("proof.export");
  const { state, take, stop } = useExport(asked);
  const isWorking = state.kind === "working";
  return (
    <Card title={t("title")} className="no-print">
      <p className="mb-4 max-w-prose text-ink-soft">{t("lead")}</p>
      <div className="flex flex-wrap gap-3">
        <Button disabled={isWorking} onClick={() => void take("page")}>
          <Download aria-hidden="true" />
          {t("page")}
        </Button>
        <Button variant="secondary" disabled={isWorking} onClick={() => void take("lines")}>
          <Download aria-hidden="true" />
          {t("lines")}
        </Button>
        {isWorking ? (
          <Button variant="quiet" onClick={stop}>
            {t("stop")}
          </Button>
        ) : null}
      </div>
      <p className="mt-3 max-w-prose text-ink-soft text-sm">{t("pageHint")}</p>
      <p className="mt-1 text-sm">
        <Link href="/roots" className={linkLook}>
          {t("roots")}
        </Link>
      </p>
      <div className="mt-4 empty:hidden">
        <HowFar state={state} />
      </div>
    </Card>
  );
}

function HowFar({ state }: { state: State }) {
  const t = useTranslations("proof.export");
  if (state.kind === "idle") return null;
  if (state.kind === "failed") return <FailureNote error={state.error} />;
  if (state.kind === "done")
    return (
      <Alert tone="ok" live>
        {t("done", { total: state.total })}
      </Alert>
    );
  const { done, total } = state;
  const text = t("progress", { done, total });
  return <Progress label={t("working")} value={done} max={Math.max(1, total)} text={text} />;
}
