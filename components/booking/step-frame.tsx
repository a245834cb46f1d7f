"use client";

import { ArrowRight, ChevronLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { answerSteps, type Step } from "./answers";
import { hasStepped } from "./go-to-step";

/** Puts the focus on a step's heading when it appears after another step, so that it is read out and keys go on from there. */
export function StepHeading({ children, lead }: { children: ReactNode; lead?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasStepped()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="mb-5">
      <h1 ref={heading} tabIndex={-1} className="text-2xl shadow-none! outline-none!">
        {children}
      </h1>
      {lead ? <p className="mt-1.5 text-ink-soft">{lead}</p> : null}
    </div>
  );
}

function StepProgress({ step }: { step: Step }) {
  const t = useTranslations("booking.steps");
  const at = (answerSteps as readonly Step[]).indexOf(step);
  if (at < 0) return null;
  return (
    <nav aria-label={t("label")} className="mb-6">
      <ol className="flex gap-1.5">
        {answerSteps.map((name, index) => (
          <li key={name} aria-current={index === at ? "step" : undefined} className="min-w-0 flex-1">
            <span
              aria-hidden="true"
              className={`block h-1.5 rounded-full ${index <= at ? "bg-primary" : "bg-line"}`}
            />
            <span
              className={`mt-1.5 block truncate text-sm max-sm:sr-only ${index === at ? "font-semibold text-primary" : "text-ink-soft"}`}
            >
              {t(name)}
            </span>
          </li>
        ))}
      </ol>
      <p aria-hidden="true" className="mt-2 flex items-baseline justify-between text-sm sm:hidden">
        <span className="font-semibold text-primary">{t(step)}</span>
        <span className="text-ink-soft tabular-nums">
          {t("position", { current: at + 1, total: answerSteps.length })}
        </span>
      </p>
    </nav>
  );
}

interface StepFrameProps {
  step: Step;
  /** Tells one screen from the next, so that the heading is read again. */
  screen?: string;
  title: ReactNode;
  lead?: ReactNode;
  children: ReactNode;
  onNext: () => void;
  nextLabel?: string;
  busy?: boolean;
  hasBack?: boolean;
}

/** One screen of questions: progress, heading, the questions, and the way on where the thumb is. */
export function StepFrame({ hasBack = true, ...props }: StepFrameProps) {
  const t = useTranslations("booking.steps");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onNext();
  };
  return (
    <form onSubmit={submit} noValidate className="mx-auto max-w-2xl pb-24 sm:pb-0">
      <StepProgress step={props.step} />
      <StepHeading key={`${props.step}-${props.screen ?? ""}`} lead={props.lead}>
        {props.title}
      </StepHeading>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">{props.children}</div>
      <div className="fixed inset-x-0 bottom-0 z-20 flex gap-3 border-line border-t bg-surface px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:static sm:mt-8 sm:border-0 sm:bg-transparent sm:p-0">
        {hasBack ? (
          <Button
            variant="secondary"
            size="lg"
            aria-label={t("back")}
            onClick={() => window.history.back()}
            className="px-4"
          >
            <ChevronLeft aria-hidden="true" />
            <span className="max-sm:sr-only">{t("back")}</span>
          </Button>
        ) : null}
        <Button
          type="submit"
          size="lg"
          wide
          loading={props.busy}
          className="sm:ms-auto sm:w-auto sm:min-w-48"
        >
          {props.nextLabel ?? t("next")}
          <ArrowRight aria-hidden="true" />
        </Button>
      </div>
    </form>
  );
}
