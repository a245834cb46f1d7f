"use client";

import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { linkInText } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { furthestStep, useAnswers } from "./answers";

/** An unfinished booking of this browser, to go on with. */
export function ResumeLink({ regionId }: { regionId: string }) {
  const t = useTranslations("booking.home");
  const { value } = useAnswers(regionId);
  if (!value.caller) return null;
  const step = value.draft ? "result" : furthestStep(value);
  return (
    <Link
      href={`/book?step=${step}`}
      className={classNames("inline-flex min-h-11 items-center gap-2 font-medium", linkInText)}
    >
      {t("resume")}
      <ArrowRight aria-hidden="true" className="size-4.5" />
    </Link>
  );
}
