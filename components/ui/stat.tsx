import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Link } from "@/messages/navigation";
import { classNames } from "./class-names";
import { Definition } from "./definition";

const tones = {
  neutral: "text-ink",
  ok: "text-ok",
  wait: "text-wait",
  late: "text-late",
  danger: "text-danger",
};

export interface StatProps {
  label: string;
  value: ReactNode;
  unit?: string;
  /** How the number is counted, in full. */
  definition?: ReactNode;
  /** Under the number: the target, the change, the count behind it. */
  note?: ReactNode;
  tone?: keyof typeof tones;
  /** The list of what was counted. */
  href?: string;
}

/** One indicator: number, unit, how it is counted, and the way to what lies behind it. */
export function Stat({ label, value, unit, definition, note, tone = "neutral", href }: StatProps) {
  const t = useTranslations("common.stat");
  const figure = (
    <>
      <span className={classNames("font-semibold text-3xl tabular-nums", tones[tone])}>{value}</span>
      {unit ? <span className="ms-1 text-ink-soft">{unit}</span> : null}
    </>
  );
  return (
    <div className="keep-together rounded-lg border border-line bg-surface px-4 py-3.5 shadow-raised print:shadow-none">
      <div className="flex min-h-8 items-center justify-between gap-2">
        <p className="text-ink-soft">{label}</p>
        {definition ? <Definition label={t("definition", { label })}>{definition}</Definition> : null}
      </div>
      <p className="mt-1">
        {href ? (
          <Link
            href={href}
            aria-label={`${label} ${typeof value === "object" ? "" : value}${unit ?? ""}`}
            className="rounded-sm underline decoration-line decoration-2 underline-offset-8 hover:decoration-primary"
          >
            {figure}
          </Link>
        ) : (
          figure
        )}
      </p>
      {note ? <div className="mt-1 text-ink-soft text-sm">{note}</div> : null}
    </div>
  );
}
