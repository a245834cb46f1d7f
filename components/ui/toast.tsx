"use client";

import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useSyncExternalStore } from "react";
import { classNames } from "./class-names";

export interface Toast {
  tone: "info" | "ok" | "warn" | "danger";
  title: string;
  description?: string;
}
type Shown = Toast & { id: number };

const lifeMilliseconds = 7_000;
const none: Shown[] = [];
const listeners = new Set<() => void>();
let shown: Shown[] = none;
let lastId = 0;

function change(next: Shown[]) {
  shown = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Say something in passing. What must not be missed belongs in the page: a toast goes away by itself. */
export function showToast(toast: Toast) {
  lastId += 1;
  change([...shown.slice(-2), { ...toast, id: lastId }]);
}

const close = (id: number) => change(shown.filter((toast) => toast.id !== id));

const looks = {
  info: { icon: Info, className: "text-info" },
  ok: { icon: CircleCheck, className: "text-ok" },
  warn: { icon: TriangleAlert, className: "text-wait" },
  danger: { icon: CircleAlert, className: "text-danger" },
};

/** The place toasts appear; stands once, in the root layout. */
export function ToastRegion() {
  const t = useTranslations("common");
  const toasts = useSyncExternalStore(
    subscribe,
    () => shown,
    () => none,
  );
  return (
    <section
      data-toast-region
      aria-label={t("toasts")}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 bottom-20 z-50 mx-auto grid max-w-md gap-2 lg:bottom-6"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastCard({ toast }: { toast: Shown }) {
  const t = useTranslations("common");
  useEffect(() => {
    const timer = setTimeout(() => close(toast.id), lifeMilliseconds);
    return () => clearTimeout(timer);
  }, [toast.id]);
  const { icon: Icon, className } = looks[toast.tone];
  return (
    <div className="pointer-events-auto flex animate-rise items-start gap-3 rounded-lg border border-line bg-surface p-3 ps-4 shadow-floating">
      <Icon
        role="img"
        aria-label={t(`tones.${toast.tone}`)}
        className={classNames("mt-0.5 size-5 shrink-0", className)}
      />
      <div className="min-w-0 grow">
        <p className="font-medium">{toast.title}</p>
        {toast.description ? <p className="text-ink-soft text-sm">{toast.description}</p> : null}
      </div>
      <button
        type="button"
        aria-label={t("actions.close")}
        onClick={() => close(toast.id)}
        className="-my-1 grid size-9 shrink-0 place-items-center rounded-md hover:bg-sunken"
      >
        <X aria-hidden="true" className="size-4" />
      </button>
    </div>
  );
}
