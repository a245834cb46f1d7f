import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ProfileForm } from "@/components/account/profile-form";
import { ApiProvider } from "@/components/api/provider";
import { OwnConsents } from "@/components/privacy/own-consents";
import { Messages } from "@/components/shell/messages";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/messages/navigation";
import { api } from "@/server/caller";
import { whoIsHere } from "../../frame";
import { leave } from "../../session-actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.profile");
  return { title: t("title") };
}

/** The signed-in person's own details, and the way out. */
export default async function ProfilePage() {
  const { person } = await whoIsHere();
  if (!person) return redirect({ href: "/sign-in?return=/family/profile", locale: await getLocale() });
  const t = await getTranslations("account.profile");
  const own = await getTranslations("privacy.export");
  const region = await (await api()).region.current();
  return (
    <div className="max-w-2xl">
      <PageHeader title={t("title")} />
      <div className="grid gap-5">
        <Card>
          <div className="mb-5">
            <DescriptionList items={[{ term: t("contacts"), value: person.contacts.join(" · ") }]} />
          </div>
          <Messages namespaces={["shell", "account"]}>
            <ProfileForm name={person.name} locale={person.locale === "en" ? "en" : "zh-CN"} />
          </Messages>
        </Card>
        <Messages namespaces={["shell", "privacy"]}>
          <ApiProvider region={region.id}>
            <OwnConsents timeZone={region.timeZone} />
          </ApiProvider>
        </Messages>
        <Card title={own("title")}>
          <p className="mb-4 text-ink-soft">{own("lead")}</p>
          <LinkButton href="/family/data" variant="secondary">
            {own("open")}
          </LinkButton>
        </Card>
        <Card title={t("signOutTitle")}>
          <p className="mb-4 text-ink-soft">{t("signOutText")}</p>
          <form action={leave}>
            <Button type="submit" variant="secondary">
              {t("signOut")}
            </Button>
          </form>
        </Card>
      </div>
    </div>
  );
}
