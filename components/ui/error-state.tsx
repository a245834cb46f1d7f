import { CircleAlert, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button";

export interface ErrorStateProps {
  /** What happened, in a few words. */
  title: string;
  description?: ReactNode;
  /** What to do now. */
  next?: ReactNode;
  /** A number that finds this failure again. */
  reference?: string;
  onRetry?: () => void;
  retrying?: boolean;
  action?: ReactNode;
  headingLevel?: 1 | 2 | 3;
}

/** Something failed: what happened, what to do, and a way to try again. Announced when it appears. */
export function ErrorState(props: ErrorStateProps) {
  const t = useTranslations("common.actions");
  const Heading = `h${props.headingLevel ?? 2}` as const;
  return (
    <div role="alert" className="rounded-lg border border-danger/35 bg-danger-soft p-5 sm:p-6">
      <div className="flex gap-3.5">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-6 shrink-0 text-danger" />
        <div className="min-w-0">
          <Heading className="text-lg">{props.title}</Heading>
          {props.description ? <p className="mt-1">{props.description}</p> : null}
          {props.next ? <p className="mt-1">{props.next}</p> : null}
          {props.reference ? <p className="mt-2 break-all text-ink-soft text-sm">{props.reference}</p> : null}
          <div className="mt-4 flex flex-wrap gap-3 empty:hidden">
            {props.onRetry ? (
              <Button variant="secondary" onClick={props.onRetry} loading={props.retrying}>
                <RotateCw aria-hidden="true" />
                {t("retry")}
              </Button>
            ) : null}
            {props.action}
          </div>
        </div>
      </div>
    </div>
  );
}
