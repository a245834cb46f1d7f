"use client";

import { useTranslations } from "next-intl";
import { type CallFailure, readFailure } from "./domain-error";

/** Words for a failed call in the reader's language: what happened and what to do, never a bare code. */
export function useFailureText(): (error: unknown) => string {
  const t = useTranslations("errors");
  return (error) => {
    const { key, data, fields = [] } = isFailure(error) ? error : readFailure(error);
    if (key === "network") return t("offline.what");
    // A field's own words say more than that something typed is wrong.
    const wanted = fields.map(({ message }) => message).find((message) => t.has(message)) ?? key;
    // Some keys are groups with a title of their own for whole pages; `what` is their sentence.
    if (t.has(`${wanted}.what`)) return t(`${wanted}.what`, data);
    return t.has(wanted) ? t(wanted, data) : t("unexpected.what");
  };
}

/** Our error as a door answers it; doors that take no fields leave them out. */
type Told = Pick<CallFailure, "key" | "data"> & Partial<CallFailure>;

function isFailure(error: unknown): error is Told {
  return typeof error === "object" && error !== null && "key" in error && "data" in error;
}
