"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import type { TrackPart } from "@/components/tracking/part";
import { useGuarded } from "@/components/tracking/use-guarded";
import { Button } from "@/components/ui/button";
import { RadioCards } from "@/components/ui/choice-cards";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toast";
import { invoiceAsk } from "@/server/core/invoice/input";
import { type TitleKind, titleKinds } from "@/server/core/invoice/state";

interface Written {
  kind: TitleKind;
  title: string;
  taxNumber: string;
  email: string;
}
type Place = "title" | "taxNumber" | "email";

/** What was typed as the input asks for it, or where it does not fit, by the keys of the errors. */
function read(bookingId: string, { kind, title, taxNumber, email }: Written) {
  const whole = kind === "person" ? { kind, title } : { kind, title, taxNumber };
  const parsed = invoiceAsk.safeParse({ bookingId, title: whole, email });
  if (parsed.success) return { input: parsed.data, wrong: {} as Partial<Record<Place, true>> };
  const wrong: Partial<Record<Place, true>> = {};
  for (const { path } of parsed.error.issues) {
    const last = path.at(-1);
    if (last === "taxNumber" || last === "email") wrong[last] = true;
    else wrong.title = true;
  }
  return { input: null, wrong };
}

/** The payer asks for an invoice: person or organisation, name, tax number, e-mail. */
export function InvoiceDialog(part: TrackPart) {
  const t = useTranslations("invoice");
  const tError = useTranslations("errors.invoice");
  const trpc = useTRPC();
  const client = useQueryClient();
  const form = useId();
  const [isOpen, setOpen] = useState(false);
  const [isTried, setTried] = useState(false);
  const [written, setWritten] = useState<Written>({ kind: "person", title: "", taxNumber: "", email: "" });
  const { guard, dialog } = useGuarded(part);
  const ask = useMutation(
    trpc.invoice.ask.mutationOptions({
      onSuccess: async () => {
        setOpen(false);
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("asked") });
      },
    }),
  );
  const { input, wrong } = read(part.view.bookingId, written);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (input) guard(() => ask.mutateAsync(input));
  };
  const text = (name: Place) => ({
    value: written[name],
    onChange: (event: { target: { value: string } }) =>
      setWritten({ ...written, [name]: event.target.value }),
  });
  const says = (name: Place, key: "title" | "tax_number" | "email") =>
    isTried && wrong[name] ? tError(key) : undefined;
  return (
    <>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        trigger={
          <Button variant="secondary" wide>
            {t("ask")}
          </Button>
        }
        title={t("ask")}
        description={t("askText")}
        footer={
          <Button type="submit" form={form} loading={ask.isPending}>
            {t("submit")}
          </Button>
        }
      >
        <form id={form} noValidate onSubmit={submit} className="grid gap-4">
          <RadioCards
            legend={t("kind")}
            columns="pair"
            value={written.kind}
            onValueChange={(kind) =>
              setWritten({ ...written, kind: titleKinds.find((it) => it === kind) ?? "person" })
            }
            choices={titleKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
          <Field label={t("buyer")} error={says("title", "title")} required>
            <Input autoComplete={written.kind === "person" ? "name" : "organization"} {...text("title")} />
          </Field>
          {written.kind === "organisation" ? (
            <Field
              label={t("taxNumber")}
              hint={t("taxNumberHint")}
              error={says("taxNumber", "tax_number")}
              required
            >
              <Input autoComplete="off" autoCapitalize="characters" {...text("taxNumber")} />
            </Field>
          ) : null}
          <Field label={t("email")} error={says("email", "email")} required>
            <Input type="email" inputMode="email" autoComplete="email" {...text("email")} />
          </Field>
          <FailureNote error={ask.error} />
        </form>
      </Dialog>
      {dialog}
    </>
  );
}
