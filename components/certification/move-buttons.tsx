"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { CertificationRecord } from "@/components/api/outputs";
import { Button } from "@/components/ui/button";
import type { CertificationMove } from "@/server/core/certification";
import { MoveDialog } from "./move-dialog";

/** Moves that belong to the applicant, not to the reviewer. */
const applicants: readonly CertificationMove[] = ["supply", "apply_again"];
const harsh: readonly CertificationMove[] = ["refuse", "suspend", "revoke"];

/** What the reviewer can do with a certification as it stands. */
export function MoveButtons({ data }: { data: CertificationRecord }) {
  const t = useTranslations("certification.moves");
  const [move, setMove] = useState<CertificationMove | null>(null);
  const open = data.moves.filter((it) => !applicants.includes(it));
  if (open.length === 0) return <p className="text-ink-soft">{t("nothing")}</p>;
  return (
    <div className="flex flex-wrap gap-3">
      {open.map((it) => (
        <Button
          key={it}
          variant={harsh.includes(it) ? "danger" : it === "ask_more" ? "secondary" : "primary"}
          onClick={() => setMove(it)}
        >
          {t(it)}
        </Button>
      ))}
      {move ? <MoveDialog data={data} move={move} onClose={() => setMove(null)} /> : null}
    </div>
  );
}
