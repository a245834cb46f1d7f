"use client";

import { useTranslations } from "next-intl";
import { type CallFailure, readFailure } from "./domain-error";

/** Words for a failed call in the reader's language: what happened and what to do, never a bare code. */
export function useFailureText(): (error: unknown) => string {
  const t = useTranslations("errors");
  return (error) => {
    const { key, data } = isFailure(error) ? error : readFailure(error);
    if (key === "network") return t("offline.what");
    const known = t.has(key) && typeof t.raw(key) === "string";
    return known ? t(key, data) : t("unexpected.what");
  };
}

function isFailure(error: unknown): error is CallFailure {
  return typeof error === "object" && error !== null && "key" in error && "data" in error;
}
