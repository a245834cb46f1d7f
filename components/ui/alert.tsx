import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

const tones = {
  info: { icon: Info, look: "border-info/30 bg-info-soft", ink: "text-info" },
  ok: { icon: CircleCheck, look: "border-ok/30 bg-ok-soft", ink: "text-ok" },
  warn: { icon: TriangleAlert, look: "border-wait-line/60 bg-wait-soft", ink: "text-wait" },
  danger: { icon: CircleAlert, look: "border-danger/30 bg-danger-soft", ink: "text-danger" },
};

export interface AlertProps {
  tone?: keyof typeof tones;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** Appears in answer to something the reader did: said aloud at once. */
  live?: boolean;
  className?: string;
}

/** A message in the page. The tone is said in words as well as shown in colour. */
export function Alert({ tone = "info", title, children, action, live, className }: AlertProps) {
  const t = useTranslations("common.tones");
  const { icon: Icon, look, ink } = tones[tone];
  return (
    <div
      role={live ? (tone === "danger" ? "alert" : "status") : undefined}
      className={classNames("keep-together flex gap-3 rounded-lg border px-4 py-3.5", look, className)}
    >
      <Icon role="img" aria-label={t(tone)} className={classNames("mt-0.5 size-5 shrink-0", ink)} />
      <div className="min-w-0 grow">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className={title ? "mt-0.5" : undefined}>{children}</div> : null}
        {action ? <div className="mt-3 flex flex-wrap gap-3">{action}</div> : null}
      </div>
    </div>
  );
}
