import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ApiProvider } from "@/components/api/provider";
import { OwnData } from "@/components/privacy/own-data";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/messages/navigation";
import { api } from "@/server/caller";
import { whoIsHere } from "../../frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("privacy.export");
  return { title: t("title") };
}

/** Everything that is kept about the signed-in person. */
export default async function OwnDataPage() {
  const { person } = await whoIsHere();
  if (!person) return redirect({ href: "/sign-in?return=/family/data", locale: await getLocale() });
  const t = await getTranslations("privacy.export");
  const profile = await getTranslations("account.profile");
  const { id, timeZone } = await (await api()).region.current();
  return (
    <div className="max-w-2xl">
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        back={{ href: "/family/profile", label: profile("title") }}
      />
      <Messages namespaces={["shell", "privacy"]}>
        <ApiProvider region={id}>
          <OwnData timeZone={timeZone} />
        </ApiProvider>
      </Messages>
    </div>
  );
}
