"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReviewRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { useNow } from "@/components/plan/use-now";
import { useShortcuts } from "@/components/seat/use-shortcuts";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { useRouter } from "@/messages/navigation";
import { DecisionPanel } from "./decision-panel";
import { DueMark } from "./due-mark";
import { ReviewFacts } from "./review-facts";
import { TakeButton } from "./take-button";

/** One question: what is known on one side, the decision on the other. */
export function ReviewDesk({ initial }: { initial: ReviewRecord }) {
  const t = useTranslations("review");
  const trpc = useTRPC();
  const router = useRouter();
  const now = useNow();
  const { data: review } = useQuery({
    ...trpc.review.get.queryOptions({ reviewId: initial.id }),
    initialData: initial,
  });
  useShortcuts({ b: () => router.push("/clinician/queue") });
  const isOpen = review.status === "open";
  return (
    <>
      <PageHeader
        title={t("heading", { number: review.booking.number })}
        back={{ href: "/clinician/queue", label: t("back") }}
        meta={
          isOpen ? (
            <>
              <DueMark dueAt={review.dueAt} now={now} />
              {review.taken ? (
                <Badge tone={review.taken === "me" ? "primary" : "neutral"}>
                  {t(`taken.${review.taken}`)}
                </Badge>
              ) : null}
            </>
          ) : null
        }
        actions={isOpen && review.taken !== "me" ? <TakeButton review={review} /> : null}
      />
      <div aria-live="assertive" className="mb-5 empty:hidden">
        {isOpen && review.dueAt.getTime() <= now ? (
          <Alert tone="danger" title={t("overdue.title")}>
            {t("overdue.text")}
          </Alert>
        ) : null}
      </div>
      <div className="grid items-start gap-6 xl:grid-cols-[1fr_minmax(26rem,32rem)]">
        <ReviewFacts review={review} />
        {isOpen ? <DecisionPanel review={review} /> : <Over review={review} />}
      </div>
    </>
  );
}

/** Somebody was faster, or the caller took it back: said kindly, with the way on. */
function Over({ review }: { review: ReviewRecord }) {
  const t = useTranslations("review.over");
  const { timeZone } = useDesk();
  const now = useNow();
  return (
    <Alert
      tone="info"
      live
      title={t(review.status === "decided" ? "decided" : "withdrawn")}
      action={<LinkButton href="/clinician/queue">{t("next")}</LinkButton>}
    >
      {review.decidedAt ? (
        <p>
          <Instant at={review.decidedAt} timeZone={timeZone} now={now} />
          {review.licenceNumber ? ` · ${t("licence", { number: review.licenceNumber })}` : null}
        </p>
      ) : null}
      {review.note ? <p>{review.note}</p> : null}
    </Alert>
  );
}
