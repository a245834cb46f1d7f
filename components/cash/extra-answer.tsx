"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureAlert, useIssueText } from "@/components/trip/failure-alert";
import { signatureFile } from "@/components/trip/kept-file";
import { useKept, useSubmission } from "@/components/trip/use-outbox";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import { type Signature, SignaturePad } from "@/components/ui/signature-pad";
import { LineName } from "./line-name";

interface Extra {
  id: string;
  code: string;
  fen: number;
  status: "asked" | "confirmed" | "refused";
}

const tones = { asked: "wait", confirmed: "ok", refused: "danger" } as const;

/** One extra: the payer signs on this phone, or answers through the own link. */
export function ExtraAnswer({ tripId, extra }: { tripId: string; extra: Extra }) {
  const t = useTranslations("trip.extra");
  const textOf = useIssueText();
  const [signature, setSignature] = useState<Signature | null>(null);
  const [isTried, setTried] = useState(false);
  const { busy, failure, submit } = useSubmission(tripId);
  const isKept = useKept(tripId).some(
    ({ call }) => call.verb === "billing.answerExtra" && call.input.extraId === extra.id,
  );
  const answer = async (given: "confirmed" | "refused") => {
    setTried(true);
    if (!signature) return;
    const file = await signatureFile(signature, t("typedMark"));
    const input = { extraId: extra.id, answer: given, signatureId: file.fileId };
    await submit({ verb: "billing.answerExtra", input }, [{ ...file, extraId: extra.id }]);
  };
  return (
    <Card
      title={<LineName code={extra.code} />}
      aside={<Badge tone={tones[extra.status]}>{t(`status.${extra.status}`)}</Badge>}
    >
      <Money fen={extra.fen} className="font-bold text-3xl" />
      {extra.status === "asked" ? (
        <div className="mt-4 grid gap-4">
          <p>{t("answerText")}</p>
          <SignaturePad
            label={t("signature")}
            onValueChange={setSignature}
            error={isTried && !signature ? textOf("extra.signature_needed") : undefined}
          />
          <FailureAlert failure={failure} />
          {isKept ? <p role="status">{t("answerKept")}</p> : null}
          <Button size="touch" wide loading={busy} onClick={() => void answer("confirmed")}>
            {t("confirm")}
          </Button>
          <Button variant="secondary" size="touch" wide loading={busy} onClick={() => void answer("refused")}>
            {t("refuse")}
          </Button>
          <p className="text-ink-soft">{t("byLink")}</p>
        </div>
      ) : null}
    </Card>
  );
}
