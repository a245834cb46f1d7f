"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** Between question and buttons: a reason to give, a fee to see. */
  children?: ReactNode;
  /** The deed in words, never just "OK". */
  confirmLabel: string;
  /** The way out; "back" unless said otherwise, since "cancel" beside a cancellation means two things. */
  cancelLabel?: string;
  tone?: "primary" | "danger";
  busy?: boolean;
  onConfirm: () => void;
}

/** Ask before something that cannot simply be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useTranslations("common.actions");
  const footer = (
    <>
      <Button variant="secondary" onClick={() => props.onOpenChange(false)}>
        {props.cancelLabel ?? t("back")}
      </Button>
      <Button
        variant={props.tone ?? "primary"}
        className={props.tone === "danger" ? "bg-danger! text-white!" : undefined}
        loading={props.busy}
        onClick={props.onConfirm}
      >
        {props.confirmLabel}
      </Button>
    </>
  );
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={props.title}
      description={props.description}
      footer={footer}
      size="sm"
    >
      {props.children}
    </Dialog>
  );
}
