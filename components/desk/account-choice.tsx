"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import { useTRPC } from "@/components/api/provider";
import { Checkbox } from "@/components/ui/checkbox";
import { Money } from "@/components/ui/money";
import { showToast } from "@/components/ui/toast";
import { useIsWard } from "./booking-region";

/** Whether what is booked goes on the hospital's monthly account, and the putting there once it is confirmed. */
export function useAccountChoice() {
  const t = useTranslations("desk.confirm.account");
  const textOf = useFailureText();
  const trpc = useTRPC();
  const isWard = useIsWard();
  const own = useQuery({ ...trpc.hospitalAccount.own.queryOptions(), enabled: isWard });
  const mutation = useMutation(trpc.payment.putOnAccount.mutationOptions());
  const [isChosen, setChosen] = useState(false);
  const agreed = own.data?.account;
  const account = isWard && agreed?.status === "open" ? agreed : null;
  /** The booking stands whatever comes of it: a refusal is said, and the booking can be paid in another way. */
  const put = async (bookingId: string) => {
    if (!account || !isChosen) return;
    await mutation
      .mutateAsync({ bookingId })
      .catch((error: unknown) =>
        showToast({ tone: "danger", title: t("failed"), description: textOf(error) }),
      );
  };
  return { account, isChosen, setChosen, put };
}

/** The choice to put it on the monthly account, where the hospital has one. */
export function AccountChoice({ account, isChosen, setChosen }: ReturnType<typeof useAccountChoice>) {
  const t = useTranslations("desk.confirm.account");
  if (!account) return null;
  return (
    <Checkbox
      label={t("label")}
      description={
        <>
          {t("left")} <Money fen={account.leftFen} />
        </>
      }
      checked={isChosen}
      onChange={(event) => setChosen(event.target.checked)}
    />
  );
}
