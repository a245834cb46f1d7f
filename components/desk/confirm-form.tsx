"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, ChevronLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { ConsentFields } from "@/components/booking/consent-fields";
import { consentTextVersion } from "@/components/booking/consent-text";
import { useDesk } from "@/components/plan/desk";
import { useNow } from "@/components/plan/use-now";
import { BothPrices, SlotPrice, wholeRelief } from "@/components/quote/both-prices";
import { wholePriceFen } from "@/components/slot/chosen-slot";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Countdown } from "@/components/ui/countdown";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { TimeRange } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { confirmByStaffInput } from "@/server/core/booking-input";
import type { DraftView } from "@/server/core/booking-view";
import type { ConsentPurpose } from "@/server/core/consent";
import { AccountChoice, useAccountChoice } from "./account-choice";
import type { DeskState } from "./desk-state";
import type { Held } from "./use-slots";

interface ConfirmFormProps {
  draft: DraftView;
  held: Held;
  state: DeskState;
  bookerName: string;
  onConfirmed: () => void;
  onBack: () => void;
}

/** The third step: whom to tell, what was agreed to, and the one button that books. */
export function ConfirmForm(props: ConfirmFormProps) {
  const { draft, held, state, bookerName, onConfirmed, onBack } = props;
  const t = useTranslations("desk.confirm");
  const tError = useTranslations("errors");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [isChecked, setChecked] = useState(false);
  const [isOver, setOver] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const consents = useRef<HTMLDivElement>(null);
  useEffect(() => consents.current?.querySelector<HTMLElement>("input")?.focus(), []);
  const account = useAccountChoice();
  const confirm = useMutation(
    trpc.booking.confirmByStaff.mutationOptions({
      onSuccess: async ({ bookingId }) => {
        await account.put(bookingId);
        await client.invalidateQueries();
        onConfirmed();
      },
    }),
  );
  const { people } = state;
  const input = {
    bookingId: draft.bookingId,
    patientName: null,
    idNumber: null,
    bookerName,
    relation: "hospital" as const,
    phone: people.value.phone.trim() || null,
    email: null,
    consents: people.value.consents as ConsentPurpose[],
    consentTextVersion,
  };
  const parsed = confirmByStaffInput.safeParse(input);
  const keys = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => ({ field: path[0], message }));
  const problem = (field: string) =>
    isChecked ? keys.find((key) => key.field === field)?.message : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (parsed.success) return confirm.mutate(parsed.data);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const phoneProblem = problem("phone");
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <HeldCard held={held} onOver={() => setOver(true)} />
      {isOver ? (
        <Alert
          tone="warn"
          live
          title={t("over.title")}
          action={<Button onClick={onBack}>{t("over.again")}</Button>}
        >
          {t("over.text")}
        </Alert>
      ) : null}
      <div ref={consents} className="grid gap-2">
        <p className="text-sm">{t("askFirst")}</p>
        <ConsentFields identity={people} problem={problem("consents")} />
      </div>
      <Field
        label={t("phone")}
        hint={t("phoneHint")}
        error={phoneProblem && tError.has(phoneProblem) ? tError(phoneProblem) : undefined}
        optional
      >
        <Input
          type="tel"
          inputMode="tel"
          autoComplete="off"
          maxLength={40}
          value={people.value.phone}
          onChange={(event) => people.set({ phone: event.target.value })}
        />
      </Field>
      <AccountChoice {...account} />
      <FailureNote error={confirm.error} />
      <div className="flex flex-wrap gap-3">
        <Button variant="secondary" onClick={onBack}>
          <ChevronLeft aria-hidden="true" />
          {t("otherSlot")}
        </Button>
        <Button type="submit" size="lg" className="grow" loading={confirm.isPending} disabled={isOver}>
          <Check aria-hidden="true" />
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}

/** The slot that waits, its price with every line, and the time that is left. */
export function HeldCard({ held, onOver }: { held: Held; onOver: () => void }) {
  const t = useTranslations("desk.confirm");
  const tClass = useTranslations("booking.vehicle");
  const now = useNow();
  const { timeZone, serverOffset } = useDesk();
  const { quote, hold } = held;
  const reduced = wholeRelief(quote);
  return (
    <Card
      title={<TimeRange from={quote.pickupFrom} to={quote.pickupUntil} timeZone={timeZone} now={now} />}
      aside={
        <Countdown
          endsAt={hold.expiresAt.getTime()}
          serverOffsetMilliseconds={serverOffset}
          label={t("left")}
          onEnd={onOver}
        />
      }
    >
      <p className="flex flex-wrap items-baseline justify-between gap-2">
        <span>{tClass(`${quote.vehicleClass}.name`)}</span>
        <strong className="text-primary text-xl">
          <Money fen={wholePriceFen(quote)} />
        </strong>
      </p>
      {reduced ? <BothPrices reliefFen={reduced.totalFen} normalFen={wholePriceFen(quote)} /> : null}
      <details className="mt-2">
        <summary className="min-h-9 py-1 text-primary">{t("lines")}</summary>
        <SlotPrice quote={quote} />
      </details>
    </Card>
  );
}
