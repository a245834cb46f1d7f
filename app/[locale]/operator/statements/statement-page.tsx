import { TRPCError } from "@trpc/server";
import { Download } from "lucide-react";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { StatementLines } from "@/components/settlement/statement-lines";
import { StatementTotalsList } from "@/components/settlement/statement-totals";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { statementGet } from "@/server/core/settlement/input";
import { DeskPage } from "../desk-page";

export type Search = Record<string, string | string[] | undefined>;

/** Files of a statement, by an address that takes the format behind it. */
export async function FileLinks({ href }: { href: string }) {
  const t = await getTranslations("settlement");
  const locale = await getLocale();
  return (
    <div className="flex flex-wrap gap-2">
      {(["pdf", "xlsx", "csv"] as const).map((format) => (
        <Button key={format} asChild variant="secondary" size="sm">
          <a href={`${href}format=${format}&locale=${locale}`} download={format !== "pdf"}>
            <Download aria-hidden="true" className="size-4" />
            {t(`files.${format}`)}
          </a>
        </Button>
      ))}
    </div>
  );
}

/** One day's statement: the sums, and a page of lines that open what they rest on. */
export async function StatementPage(props: {
  statementId: string;
  search: Search;
  home: string;
  mayDispute: boolean;
}) {
  const { statementId, search, home, mayDispute } = props;
  const t = await getTranslations("settlement");
  const isEnglish = (await getLocale()) === "en";
  const { at, id } = search;
  const input = statementGet.safeParse({ statementId, ...(at && id ? { after: { at, id } } : {}) });
  if (!input.success) notFound();
  const of = await (await api()).settlement.statement(input.data).catch((error: unknown) => {
    if (error instanceof TRPCError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  const here = `${home}/${statementId}`;
  return (
    <DeskPage namespaces={["settlement", "ledger"]}>
      <PageHeader
        title={t("dayTitle", { day: of.day })}
        lead={`${isEnglish ? of.orgEn : of.orgZh} · ${of.number}`}
        back={{ href: `${home}?month=${of.day.slice(0, 7)}`, label: t("back") }}
        actions={<FileLinks href={`/api/settlement/${statementId}?`} />}
      />
      <div className="grid items-start gap-6 xl:grid-cols-[20rem_1fr]">
        <Card title={t("summary")}>
          <StatementTotalsList openingFen={of.openingFen} closingFen={of.closingFen} totals={of.totals} />
        </Card>
        <div className="grid gap-4">
          <StatementLines lines={of.lines} mayDispute={mayDispute} />
          <nav aria-label={t("lines")} className="flex flex-wrap gap-3">
            {input.data.after ? (
              <LinkButton href={here} variant="secondary">
                {t("first")}
              </LinkButton>
            ) : null}
            {of.next ? (
              <LinkButton
                href={`${here}?at=${encodeURIComponent(of.next.at)}&id=${of.next.id}`}
                variant="secondary"
              >
                {t("more")}
              </LinkButton>
            ) : null}
          </nav>
        </div>
      </div>
    </DeskPage>
  );
}
