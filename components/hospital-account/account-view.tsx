import { BookOpenCheck, FileText } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { HospitalAccountView } from "@/components/api/outputs";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { Stat } from "@/components/ui/stat";
import { Table } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { ageSteps } from "@/server/core/hospital-account";
import { OpenItems } from "./open-items";
import { type Side, statementHref } from "./side";

type Account = NonNullable<HospitalAccountView["account"]>;

/** How a hospital's account stands: limit, what is used and open by age, the statements, every open trip. */
export function AccountView({ account, side, today }: { account: Account; side: Side; today: string }) {
  const t = useTranslations("hospital-account");
  return (
    <div className="grid gap-6">
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        <li>
          <Stat label={t("open")} value={<Money fen={account.openFen} />} note={t("openNote")} />
        </li>
        <li>
          <Stat label={t("limit")} value={<Money fen={account.creditLimitFen} />} />
        </li>
        <li>
          <Stat label={t("used")} value={<Money fen={account.usedFen} />} note={t("usedNote")} />
        </li>
        <li>
          <Stat
            label={t("left")}
            value={<Money fen={account.leftFen} />}
            tone={account.leftFen === 0 ? "danger" : "neutral"}
          />
        </li>
      </ul>
      <Ages account={account} />
      <Statements account={account} side={side} today={today} />
      <OpenItems items={account.open} side={side} />
    </div>
  );
}

function Ages({ account }: { account: Account }) {
  const t = useTranslations("hospital-account");
  if (account.openFen === 0) return null;
  return (
    <Card title={t("ages.title")}>
      <dl className="grid gap-3 sm:grid-cols-5">
        {ageSteps.map((step) => (
          <div key={step} className="grid gap-1">
            <dt className="text-ink-soft text-sm">{t(`ages.${step}`)}</dt>
            <dd className={account.ages[step] > 0 && step !== "not_due" ? "font-semibold text-danger" : ""}>
              <Money fen={account.ages[step]} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** Where a statement stands: settled, to be paid, or late. */
function StatementState({ openFen, dueOn, today }: { openFen: number; dueOn: string; today: string }) {
  const t = useTranslations("hospital-account");
  if (openFen <= 0) return <Badge tone="ok">{t("statement.paid")}</Badge>;
  const isLate = today > dueOn;
  return <Badge tone={isLate ? "danger" : "wait"}>{t(isLate ? "statement.late" : "statement.toPay")}</Badge>;
}

function Statements({ account, side, today }: { account: Account; side: Side; today: string }) {
  const t = useTranslations("hospital-account");
  const locale = useLocale();
  return (
    <Card title={t("statement.list")} flush>
      <Table
        caption={t("statement.list")}
        rows={account.statements}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "month",
            header: t("statement.month"),
            isRowHeader: true,
            cell: ({ id, month }) => (
              <Link href={statementHref(side, id)} className={linkLook}>
                {month}
              </Link>
            ),
          },
          { key: "number", header: t("statement.number"), isTight: true, cell: ({ number }) => number },
          {
            key: "total",
            header: t("statement.total"),
            align: "end",
            isTight: true,
            cell: ({ totalFen }) => <Money fen={totalFen} />,
          },
          {
            key: "open",
            header: t("statement.open"),
            align: "end",
            isTight: true,
            cell: ({ openFen }) => <Money fen={openFen} />,
          },
          { key: "due", header: t("statement.dueOn"), isTight: true, cell: ({ dueOn }) => dueOn },
          {
            key: "state",
            header: t("statement.state"),
            cell: ({ openFen, dueOn }) => <StatementState openFen={openFen} dueOn={dueOn} today={today} />,
          },
          {
            key: "papers",
            header: t("statement.papers"),
            cell: ({ id, month }) => (
              <a
                href={`/api/hospital-statements?id=${id}&format=pdf&locale=${locale}`}
                aria-label={t("statement.pdfOf", { month })}
                className={linkLook}
              >
                PDF
              </a>
            ),
          },
        ]}
        empty={
          <EmptyState
            icon={<FileText />}
            title={t("statement.none")}
            description={t("statement.noneText", { day: account.statementDay })}
          />
        }
      />
    </Card>
  );
}

/** Nothing is agreed with this hospital yet. */
export function NoAccount() {
  const t = useTranslations("hospital-account");
  return <EmptyState icon={<BookOpenCheck />} title={t("none.title")} description={t("none.text")} />;
}
