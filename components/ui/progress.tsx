import { classNames } from "./class-names";

const tones = { primary: "bg-primary", ok: "bg-ok", wait: "bg-wait-line", late: "bg-late" };

export interface ProgressProps {
  label: string;
  value: number;
  max?: number;
  tone?: keyof typeof tones;
  /** Shown at the end of the label's line. */
  text?: string;
  labelHidden?: boolean;
}

/** How much of something is done. */
export function Progress({ label, value, max = 100, tone = "primary", text, labelHidden }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className="grid gap-1">
      {labelHidden ? null : (
        <p className="flex justify-between gap-3 text-sm">
          <span>{label}</span>
          <span className="tabular-nums">{text}</span>
        </p>
      )}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuetext={text}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={classNames("h-full rounded-full", tones[tone])}
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
