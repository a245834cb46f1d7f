"use client";

import { WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";

function subscribe(listener: () => void) {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** Says that the network is gone, and that what was typed is not. */
export function OfflineNotice() {
  const t = useTranslations("errors.offline");
  const isOnline = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div
      role="status"
      className="no-print pointer-events-none fixed inset-x-0 top-0 z-50 grid justify-items-center p-2"
    >
      {isOnline ? null : (
        <p className="flex max-w-xl animate-appear items-center gap-2.5 rounded-lg bg-ink px-4 py-2.5 text-white shadow-floating">
          <WifiOff aria-hidden="true" className="size-5 shrink-0" />
          <span>
            <strong>{t("title")}</strong> {t("what")}
          </span>
        </p>
      )}
    </div>
  );
}
