"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { useReturnFocus } from "./return-focus";

const sizes = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl", xl: "sm:max-w-5xl" };

export interface DialogProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The element that opens it; leave out when `open` is controlled. */
  trigger?: ReactNode;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons; on a phone they stand at the thumb. */
  footer?: ReactNode;
  size?: keyof typeof sizes;
}

/** A question or a form over the page: fills a phone from below, stands in the middle of a desk. */
export function Dialog({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  children,
  footer,
  size = "md",
}: DialogProps) {
  const t = useTranslations("common.actions");
  const focus = useReturnFocus(Boolean(trigger));
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Primitive.Trigger asChild>{trigger}</Primitive.Trigger> : null}
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-night/55" />
        <Primitive.Content
          {...focus}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={classNames(
            "fixed inset-x-0 bottom-0 z-40 flex max-h-[92dvh] animate-rise flex-col overflow-hidden rounded-t-xl bg-surface text-ink shadow-floating sm:inset-0 sm:m-auto sm:h-fit sm:rounded-xl",
            sizes[size],
          )}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-4">
            <Primitive.Title className="text-xl">{title}</Primitive.Title>
            <Primitive.Close
              aria-label={t("close")}
              className="-me-2 -mt-1.5 grid size-11 shrink-0 place-items-center rounded-md hover:bg-sunken"
            >
              <X aria-hidden="true" className="size-5" />
            </Primitive.Close>
          </div>
          <div className="min-h-0 overflow-y-auto px-5 pt-1 pb-5">
            {description ? (
              <Primitive.Description className="mb-3 text-ink-soft">{description}</Primitive.Description>
            ) : null}
            {children}
          </div>
          {footer ? (
            <div className="flex flex-col-reverse gap-3 border-line border-t px-5 py-3.5 pb-[max(0.875rem,env(safe-area-inset-bottom))] sm:flex-row sm:justify-end">
              {footer}
            </div>
          ) : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
