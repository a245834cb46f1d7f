import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { StatementPage } from "@/components/hospital-account/statement-view";
import { api } from "@/server/caller";
import { HospitalPage } from "../../hospital-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("hospital-account");
  return { title: t("statement.one") };
}

export default async function OwnStatementPage({ params }: { params: Promise<{ statementId: string }> }) {
  const { statementId } = await params;
  const caller = await api();
  const { timeZone } = await caller.region.current();
  const statement = await caller.hospitalAccount.statement({ statementId }).catch((error: unknown) => {
    if (error instanceof TRPCError && ["NOT_FOUND", "BAD_REQUEST"].includes(error.code)) notFound();
    throw error;
  });
  return (
    <HospitalPage namespaces={["hospital-account", "pay-to"]}>
      <StatementPage statement={statement} side="hospital" timeZone={timeZone} />
    </HospitalPage>
  );
}
