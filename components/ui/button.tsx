import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { type ComponentProps, cloneElement, isValidElement, type ReactElement, type ReactNode } from "react";
import { classNames } from "./class-names";

/** The looks of a button; links that act as the next step share them. */
export const buttonLook = cva(
  "relative inline-flex select-none items-center justify-center gap-2 rounded-md text-center font-semibold transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-[1.2em] [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-primary text-white hover:bg-primary-strong",
        secondary: "border border-control bg-surface text-primary hover:border-primary hover:bg-primary-soft",
        quiet: "text-primary hover:bg-primary-soft",
        danger: "border border-danger bg-surface text-danger hover:bg-danger hover:text-white",
        emergency: "bg-emergency text-white hover:bg-emergency-strong",
      },
      size: {
        sm: "min-h-9 px-3 text-sm",
        md: "min-h-11 px-4.5",
        lg: "min-h-13 px-6 text-lg",
        touch: "min-h-16 px-6 text-xl",
        icon: "size-11 p-0",
      },
      wide: { true: "w-full" },
    },
    defaultVariants: { variant: "primary", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonLook> {
  /** Work is under way: a spinner stands over the words, and a second press does nothing. */
  loading?: boolean;
  /** Put the look on the single child instead of a `button`. */
  asChild?: boolean;
  children: ReactNode;
}

/** A button. `emergency` is for calling 120 and for nothing else. */
export function Button({
  variant,
  size,
  wide,
  loading,
  asChild,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const look = classNames(buttonLook({ variant, size, wide }), className);
  if (asChild && isValidElement(children)) {
    return cloneElement(children as ReactElement<ComponentProps<"a">>, { className: look });
  }
  return (
    <button
      type="button"
      {...rest}
      className={look}
      aria-busy={loading || undefined}
      aria-disabled={loading || undefined}
      onClick={loading ? (event) => event.preventDefault() : onClick}
    >
      {loading ? (
        <span className="absolute inset-0 grid place-items-center">
          <LoaderCircle aria-hidden="true" className="animate-spin" />
        </span>
      ) : null}
      <span className={classNames("inline-flex items-center gap-2", loading && "opacity-0")}>{children}</span>
    </button>
  );
}
