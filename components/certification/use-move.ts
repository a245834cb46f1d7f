"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { CertificationRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { showToast } from "@/components/ui/toast";
import type { CertificationMove } from "@/server/core/certification";
import { fewest, isTooShort } from "@/server/core/said";

export interface MoveProps {
  data: CertificationRecord;
  move: CertificationMove;
  onClose: () => void;
}

const asks = {
  reason: ["ask_more", "refuse", "suspend", "lift", "revoke"],
  validity: ["certify", "extend"],
  standards: ["certify", "extend", "lift"],
  preview: ["suspend", "revoke"],
} satisfies Record<string, CertificationMove[]>;

function useDecide({ move, onClose }: MoveProps, forget: () => void) {
  const t = useTranslations("certification.moves");
  const trpc = useTRPC();
  const client = useQueryClient();
  return useMutation(
    trpc.certification.decide.mutationOptions({
      onSuccess: async () => {
        forget();
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("done", { move: t(move) }) });
        onClose();
      },
    }),
  );
}

export interface MoveDraft {
  reason: string;
  conditions: string;
  conditionsPublic: boolean;
  validUntil: string;
}

const nothingTyped: Partial<MoveDraft> = {};

/** A move as it is filled in, over what the certification says already; what is typed outlasts the dialog. */
function useDraft({ data, move }: MoveProps) {
  const kept = useKept(`anzhuan.certification.${move}.${data.id}`, "session", nothingTyped);
  const { conditions, conditionsPublic } = data;
  const draft: MoveDraft = {
    reason: "",
    conditions: conditions ?? "",
    conditionsPublic,
    validUntil: "",
    ...kept.value,
  };
  return { draft, change: kept.set, forget: kept.forget };
}

/** One move on a certification: what it asks for, what it still lacks, and the way to send it. */
export function useMove(props: MoveProps) {
  const { data, move } = props;
  const { draft, change, forget } = useDraft(props);
  const [isTried, setTried] = useState(false);
  const decide = useDecide(props, forget);
  const needs = (what: keyof typeof asks) => asks[what].some((it) => it === move);
  const lacksReason = needs("reason") && isTooShort(draft.reason, fewest.words);
  const lacksValidity = needs("validity") && draft.validUntil === "";
  const isBlocked = needs("standards") && !data.current?.passes;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (lacksReason || lacksValidity || isBlocked) return;
    decide.mutate({
      certificationId: data.id,
      move,
      reason: draft.reason.trim() || null,
      conditions: draft.conditions.trim() || null,
      conditionsPublic: draft.conditionsPublic,
      validUntil: draft.validUntil || null,
    });
  };
  return { draft, change, needs, isTried, lacksReason, lacksValidity, isBlocked, decide, submit };
}
