import type { VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { Link } from "@/messages/navigation";
import { buttonLook } from "./button";
import { classNames } from "./class-names";

type LinkButtonProps = ComponentProps<typeof Link> & VariantProps<typeof buttonLook>;

/** A link inside the site that looks like a button; for `tel:` and outside addresses use `Button asChild` with an `a`. */
export function LinkButton({ variant, size, wide, className, ...rest }: LinkButtonProps) {
  return <Link {...rest} className={classNames(buttonLook({ variant, size, wide }), className)} />;
}
