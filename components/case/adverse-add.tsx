"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { putPaper } from "@/components/paper/put-file";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { type AdverseParty, adverseParties } from "@/server/core/adverse-event";
import { fewest, isTooShort } from "@/server/core/said";

/** Whom people tell by word of mouth; the insurer has a form of its own. */
const byMouth = adverseParties.filter((it) => it !== "insurer");

interface Draft {
  text: string;
  party: AdverseParty | "";
}

const blank: Draft = { text: "", party: "" };

function useAdd(adverseId: string, onDone: () => void) {
  const t = useTranslations("case.adverse.add");
  const trpc = useTRPC();
  const client = useQueryClient();
  const add = useMutation(trpc.adverse.add.mutationOptions());
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const send = async ({ text, party }: Draft, photo: File | null) => {
    setSending(true);
    setFailure(null);
    try {
      const files = photo ? [(await putPaper(photo, "evidence")).fileId] : [];
      await add.mutateAsync({ adverseId, text: text.trim(), files, ...(party ? { party } : {}) });
      onDone();
      showToast({ tone: "ok", title: t("done") });
      await client.refetchQueries({ queryKey: trpc.adverse.get.queryKey({ adverseId }) });
    } catch (error) {
      setFailure(error);
    }
    setSending(false);
  };
  return { send, isSending, failure };
}

/** What was found out since, with a photo, or that somebody was told. */
export function AdverseAdd({ adverseId }: { adverseId: string }) {
  const t = useTranslations("case.adverse.add");
  const tParty = useTranslations("case.adverse.parties");
  const { value: draft, set: put, forget } = useKept(`anzhuan.adverse.add.${adverseId}`, "session", blank);
  const [photo, setPhoto] = useState<File | null>(null);
  const [isTried, setTried] = useState(false);
  const { send, isSending, failure } = useAdd(adverseId, () => {
    forget();
    setPhoto(null);
    setTried(false);
  });
  const isShort = isTooShort(draft.text, fewest.story);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isShort) void send(draft, photo);
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-3">
      <Field label={t("text")} error={isTried && isShort ? t("missing") : undefined} required>
        <Textarea
          rows={3}
          maxLength={2000}
          value={draft.text}
          onChange={(event) => put({ text: event.target.value })}
        />
      </Field>
      <Field label={t("party")} hint={t("partyHint")} optional>
        <Select
          value={draft.party}
          placeholder={t("nobody")}
          options={byMouth.map((value) => ({ value, label: tParty(value) }))}
          onChange={(event) => put({ party: byMouth.find((it) => it === event.target.value) ?? "" })}
        />
      </Field>
      <Field label={t("photo")} optional>
        <FileInput
          value={photo}
          onValueChange={setPhoto}
          accept="image/jpeg,image/png,image/webp,application/pdf"
        />
      </Field>
      <FailureNote error={failure} />
      <Button type="submit" variant="secondary" loading={isSending} className="justify-self-start">
        {t("submit")}
      </Button>
    </form>
  );
}
