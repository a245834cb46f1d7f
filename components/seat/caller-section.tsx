"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/components/api/provider";
import type { Caller } from "@/components/booking/answers";
import { ChipChoice } from "@/components/desk/chip-choice";
import { useDesk } from "@/components/plan/desk";
import { classNames } from "@/components/ui/class-names";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Instant } from "@/components/ui/instant";
import { Select } from "@/components/ui/select";
import { linkInText } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { relations } from "@/server/core/booking-input";
import { normalisePhone } from "@/server/core/phone";
import type { IntakeState } from "./intake-state";
import { Section } from "./section";

const callers: Caller[] = ["with", "away", "self"];
/** What a caller may be; oneself follows from who is on the telephone, and a hospital has its own desk. */
const callerRelations = relations.filter((name) => name !== "self" && name !== "hospital");

/** Who is on the telephone: the number, which finds earlier bookings, and whether the patient is beside them. */
export function CallerSection({ state, isChecked }: { state: IntakeState; isChecked: boolean }) {
  const t = useTranslations("seat.caller");
  const { answers, people } = state;
  const phone = people.value.phone;
  const isPhone = normalisePhone(phone).ok;
  const change = (typed: string) => {
    people.set({ phone: typed });
    answers.set({ callerPhone: typed });
  };
  return (
    <Section number={1} title={t("title")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t("phone")}
          hint={t("phoneHint")}
          error={isChecked && !isPhone ? t("phoneMissing") : undefined}
          required
        >
          <Input
            name="caller-phone"
            type="tel"
            inputMode="tel"
            autoComplete="off"
            maxLength={40}
            value={phone}
            onChange={(event) => change(event.target.value)}
          />
        </Field>
        {answers.value.caller === "self" ? null : (
          <Field label={t("relation")}>
            <Select
              value={people.value.relation}
              placeholder={t("relationChoose")}
              options={callerRelations.map((name) => ({ value: name, label: t(`relations.${name}`) }))}
              onChange={(event) => people.set({ relation: event.target.value })}
            />
          </Field>
        )}
      </div>
      {isPhone ? <EarlierBookings phone={phone} ownId={answers.value.draft?.bookingId} /> : null}
      <ChipChoice
        legend={t("with")}
        type="radio"
        chips={callers.map((value) => ({ value, label: t(`callers.${value}`) }))}
        values={answers.value.caller ? [answers.value.caller] : []}
        onPick={(value) => answers.set({ caller: callers.find((one) => one === value) ?? null })}
        isLast={() => true}
        error={isChecked && !answers.value.caller ? t("withMissing") : undefined}
      />
    </Section>
  );
}

/** What this number booked before, without the booking in hand: perhaps the call is about that. */
function EarlierBookings({ phone, ownId }: { phone: string; ownId: string | undefined }) {
  const t = useTranslations("seat.caller");
  const tStatus = useTranslations("seat.statuses");
  const trpc = useTRPC();
  const { timeZone, now } = useDesk();
  const { data } = useQuery({
    ...trpc.booking.list.queryOptions({ search: phone, limit: 50 }),
    staleTime: 60_000,
  });
  const earlier = (data?.rows ?? []).filter(({ id }) => id !== ownId);
  const rows = earlier.reverse().slice(0, 4);
  return (
    <div role="status" className="rounded-md bg-sunken px-3.5 py-2.5 text-sm">
      {rows.length === 0 ? (
        <p className="text-ink-soft">{t(data ? "first" : "looking")}</p>
      ) : (
        <>
          <p className="mb-1 font-medium">{t("earlier", { count: rows.length })}</p>
          <ul className="grid gap-1">
            {rows.map((row) => (
              <li key={row.id} className="flex flex-wrap gap-x-3">
                <Link
                  href={`/seat/bookings/${row.id}`}
                  className={classNames("font-medium tabular-nums", linkInText)}
                >
                  {row.number}
                </Link>
                <span>{row.patient}</span>
                <span>{`${row.from.label} → ${row.to.label}`}</span>
                <Instant at={row.promise?.pickupFrom ?? row.wantedFrom} timeZone={timeZone} now={now} />
                <span className="text-ink-soft">{tStatus(row.status)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
