"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { checkMarkingToken, type TokenCheck } from "@/server/core/marking/token";
import { signingKeys } from "./signing-keys";

type Checked = { state: "waiting" | "no_keys" } | (TokenCheck & { isFresh: boolean });

/** The code's signature checked in this browser with the published keys; without network with those it kept. */
function useCodeCheck(code: string): Checked {
  const [checked, setChecked] = useState<Checked>({ state: "waiting" });
  useEffect(() => {
    let isGone = false;
    void signingKeys().then(({ keys, isFresh }) => {
      if (isGone) return;
      setChecked(keys.length === 0 ? { state: "no_keys" } : { ...checkMarkingToken(code, keys), isFresh });
    });
    return () => {
      isGone = true;
    };
  }, [code]);
  return checked;
}

/** What this browser found by itself: who issued the code and for which vehicle, and what it cannot know without us. */
export function CodeCheck({ code }: { code: string }) {
  const t = useTranslations("verify.code");
  const checked = useCodeCheck(code);
  const isGenuine = checked.state === "genuine";
  return (
    <section aria-live="polite" className="flex gap-3 rounded-md border border-line p-3 text-sm">
      <KeyRound aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-soft" />
      <div className="grid gap-1">
        <p className="font-medium">{t(checked.state)}</p>
        {isGenuine ? (
          <p>
            {t("made", {
              serial: checked.payload.serial,
              plate: checked.payload.plate,
              operator: checked.payload.operatorZh,
              day: checked.payload.issuedOn,
              generation: checked.payload.generation,
            })}
          </p>
        ) : null}
        {isGenuine ? <p className="text-ink-soft">{t(checked.isFresh ? "limit" : "offline")}</p> : null}
      </div>
    </section>
  );
}
