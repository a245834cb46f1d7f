import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SignInPanel } from "@/components/account/sign-in-panel";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/messages/navigation";
import { api } from "@/server/caller";
import { ownAddress } from "@/server/core/area";
import { nextStep, whoIsHere } from "../../frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.signIn");
  return { title: t("title") };
}

interface PageProps {
  params: Promise<{ locale: string }>;
  searchParams: Promise<{ return?: string | string[] }>;
}

/** Sign in; who is signed in already goes on to what is missing, or to the page asked for. */
export default async function SignInPage({ params, searchParams }: PageProps) {
  const [{ locale }, query, me] = [await params, await searchParams, await whoIsHere()];
  const wanted = ownAddress([query.return].flat()[0]);
  if (me.person) return redirect({ href: nextStep(me.person, wanted), locale });
  const t = await getTranslations("account.signIn");
  const ready = me.demonstration ? await (await api()).account.ready() : null;
  const nextHref = `/${locale}/sign-in${wanted ? `?return=${encodeURIComponent(wanted)}` : ""}`;
  return (
    <>
      <PageHeader title={t("title")} lead={wanted ? `${t("lead")}${t("continueTo")}` : t("lead")} />
      <Messages namespaces={["shell", "account"]}>
        <SignInPanel nextHref={nextHref} ready={ready} />
      </Messages>
    </>
  );
}
