"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale } from "next-intl";
import { setBearing } from "@/components/api/link";
import { useTRPC } from "@/components/api/provider";
import type { AssessInput, PlaceInput } from "@/server/core/booking-input";
import { normalisePhone } from "@/server/core/phone";
import { type Answers, type BookingRegion, callerParties, type PlaceAnswer } from "./answers";
import type { Kept } from "./kept";
import { wantedOf, wayBackOf } from "./wanted";

function placeInputOf({ hint: _hint, ...place }: PlaceAnswer): PlaceInput {
  return { ...place, label: place.label.trim(), detail: place.detail.trim() };
}

/** The answers as the server takes them; null while one is missing. */
function assessInputOf(answers: Answers, region: BookingRegion, locale: string): AssessInput | null {
  const { caller, patientId, mobility, from, to, when, weightKg, extras, triage, callerPhone, draft } =
    answers;
  if (!caller || !mobility || !from || !to || !when) return null;
  return {
    ...(draft && !draft.token ? { bookingId: draft.bookingId } : {}),
    patient: {
      mobility,
      weightKg: mobility === "bariatric_stretcher" ? Number(weightKg) : null,
      birthYear: null,
      patientId,
    },
    from: placeInputOf(from),
    to: placeInputOf(to),
    wanted: wantedOf(when, Date.now(), region),
    wayBack: wayBackOf(answers, region),
    extras,
    callerParty: callerParties[caller],
    answers: triage,
    locale: locale === "en" ? "en" : "zh-CN",
    callerPhone: normalisePhone(callerPhone).ok ? callerPhone : null,
    relation: caller === "self" || caller === "hospital" ? caller : null,
  };
}

/** Have the answers judged; the draft that comes back is remembered at once. */
export function useAssess(answers: Kept<Answers>, region: BookingRegion) {
  const trpc = useTRPC();
  const locale = useLocale();
  const assess = useMutation(
    trpc.booking.assess.mutationOptions({
      onSuccess: ({ bookingId, token }) => {
        setBearing({ bookingToken: token ?? undefined });
        answers.set({ draft: { bookingId, token } });
      },
    }),
  );
  const send = (change: Partial<Answers> = {}) => {
    const latest = { ...answers.value, ...change };
    if (Object.keys(change).length > 0) answers.set(change);
    const input = assessInputOf(latest, region, locale);
    return input ? assess.mutateAsync(input) : Promise.reject(new Error("an answer is missing"));
  };
  return { send, data: assess.data, error: assess.error, isBusy: assess.isPending };
}
