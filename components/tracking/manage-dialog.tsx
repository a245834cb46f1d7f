"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { CodeInput } from "@/components/account/code-input";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import type { TrackPart } from "./part";

interface ManageDialogProps extends TrackPart {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What goes on once the code was right. */
  onDone: () => void;
}

/** A one-time code to the booker's own contact: whoever holds the link alone may only look. */
export function ManageDialog(props: ManageDialogProps) {
  const t = useTranslations("tracking.manage");
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t("title")}
      description={t("text")}
      size="sm"
    >
      {props.open ? <CodeForm {...props} /> : null}
    </Dialog>
  );
}

function CodeForm({ view, manage, onDone }: ManageDialogProps) {
  const t = useTranslations("tracking.manage");
  const trpc = useTRPC();
  const [code, setCode] = useState("");
  const request = useMutation(trpc.booking.requestManageCode.mutationOptions());
  const verify = useMutation(
    trpc.booking.verifyManageCode.mutationOptions({
      onSuccess: ({ manageToken, until }) => {
        manage.open(manageToken, until);
        onDone();
      },
    }),
  );
  const { phone, email } = view.contacts;
  if (!phone && !email) return <Alert tone="warn">{t("noContact", { hotline: view.hotline })}</Alert>;
  if (!request.data) {
    return (
      <div className="grid gap-3">
        {phone ? (
          <Button loading={request.isPending} onClick={() => request.mutate({ by: "phone" })}>
            {t("toPhone", { to: phone })}
          </Button>
        ) : null}
        {email ? (
          <Button
            variant="secondary"
            loading={request.isPending}
            onClick={() => request.mutate({ by: "email" })}
          >
            {t("toEmail", { to: email })}
          </Button>
        ) : null}
        <FailureNote error={request.error} />
      </div>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.length === 6) verify.mutate({ code });
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field label={t("label")} hint={t("sent", { to: request.data.to })}>
        <CodeInput value={code} onValueChange={setCode} autoFocus />
      </Field>
      <FailureNote error={verify.error} />
      <Button type="submit" loading={verify.isPending} disabled={code.length !== 6}>
        {t("submit")}
      </Button>
      <Button variant="quiet" onClick={() => request.reset()}>
        {t("again")}
      </Button>
    </form>
  );
}
