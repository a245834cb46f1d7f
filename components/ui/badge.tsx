import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

const look = cva(
  "inline-flex min-h-6.5 w-fit items-center gap-1.5 whitespace-nowrap rounded-full px-2.5 font-medium text-sm [&_svg]:size-4",
  {
    variants: {
      tone: {
        neutral: "bg-sunken text-ink",
        primary: "bg-primary-soft text-primary",
        info: "bg-info-soft text-info",
        wait: "bg-wait-soft text-wait",
        ok: "bg-ok-soft text-ok",
        late: "bg-late-soft text-late",
        danger: "bg-danger-soft text-danger",
        emergency: "bg-emergency text-white",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export interface BadgeProps extends VariantProps<typeof look> {
  children: ReactNode;
  /** An icon element; otherwise a dot. */
  icon?: ReactNode;
  /** Neither icon nor dot. */
  plain?: boolean;
  className?: string;
}

/** A state in one or two words. Colour never says it alone: the words do. */
export function Badge({ tone, icon, plain, children, className }: BadgeProps) {
  const dot = <span aria-hidden="true" className="size-2 rounded-full bg-current" />;
  return (
    <span className={classNames(look({ tone }), className)}>
      {plain ? null : (icon ?? dot)}
      {children}
    </span>
  );
}
