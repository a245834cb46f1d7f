"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { usePathname } from "@/messages/navigation";
import { classNames } from "./class-names";
import { useReturnFocus } from "./return-focus";

const sides = {
  bottom: "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl pb-[env(safe-area-inset-bottom)]",
  end: "inset-y-0 end-0 w-[min(30rem,100vw)]",
};

export interface SheetProps {
  title: string;
  children: ReactNode;
  /** The element that opens it; leave out when `open` is controlled. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: keyof typeof sides;
}

/** A panel that slides over the page: from below on a phone, from the side at a desk. Closes when the page changes. */
export function Sheet({ title, children, trigger, open, onOpenChange, side = "bottom" }: SheetProps) {
  const t = useTranslations("common.actions");
  const focus = useReturnFocus(Boolean(trigger));
  const pathname = usePathname();
  const [isOpen, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what it listens to
  useEffect(() => setOpen(false), [pathname]);
  return (
    <Primitive.Root open={open ?? isOpen} onOpenChange={onOpenChange ?? setOpen}>
      {trigger ? <Primitive.Trigger asChild>{trigger}</Primitive.Trigger> : null}
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-night/55" />
        <Primitive.Content
          {...focus}
          aria-describedby={undefined}
          className={classNames(
            "fixed z-40 flex animate-rise flex-col overflow-hidden bg-surface text-ink shadow-floating",
            sides[side],
          )}
        >
          <div className="flex items-center justify-between gap-4 border-line border-b px-5 py-2">
            <Primitive.Title className="font-semibold text-lg">{title}</Primitive.Title>
            <Primitive.Close
              aria-label={t("close")}
              className="-me-2 grid size-11 place-items-center rounded-md hover:bg-sunken"
            >
              <X aria-hidden="true" className="size-5" />
            </Primitive.Close>
          </div>
          <div className="overflow-y-auto px-5 py-4">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
