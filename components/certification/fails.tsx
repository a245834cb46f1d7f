import { CircleX } from "lucide-react";
import { useLocale } from "next-intl";

interface Fail {
  ruleId: string;
  textZh: string;
  textEn: string;
}

interface FailsProps {
  fails: readonly Fail[];
}

function useText(): (fail: Fail) => string {
  const isEnglish = useLocale() === "en";
  return ({ textZh, textEn }) => (isEnglish ? textEn : textZh);
}

/** Why something fails the standards, rule by rule: a few small lines below what they are about. */
export function FailLines({ fails }: FailsProps) {
  const text = useText();
  if (fails.length === 0) return null;
  return (
    <span className="grid gap-1 text-danger text-sm">
      {fails.map((fail) => (
        <span key={fail.ruleId}>{text(fail)}</span>
      ))}
    </span>
  );
}

/** The same as what a card is about, each below what its rule is called where that is known. */
export function FailList({ fails, titleOf }: FailsProps & { titleOf?: (ruleId: string) => string }) {
  const text = useText();
  return (
    <ul className="grid gap-2">
      {fails.map((fail) => (
        <li key={fail.ruleId} className="flex gap-2.5">
          <CircleX aria-hidden="true" className="mt-1 size-4.5 shrink-0 text-danger" />
          {titleOf ? (
            <span>
              <span className="font-medium">{titleOf(fail.ruleId)}</span>
              <span className="block text-danger">{text(fail)}</span>
            </span>
          ) : (
            text(fail)
          )}
        </li>
      ))}
    </ul>
  );
}
