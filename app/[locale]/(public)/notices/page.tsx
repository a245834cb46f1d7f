import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ApiProvider } from "@/components/api/provider";
import { ChoicesForm } from "@/components/notice/choices-form";
import { InboxList } from "@/components/notice/inbox-list";
import { PushSwitch } from "@/components/notice/push-switch";
import { Messages } from "@/components/shell/messages";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/messages/navigation";
import { nextStep, whoIsHere } from "../../frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notice");
  return { title: t("title") };
}

/** A person's messages, how it wants to be told, and whether this device is. */
export default async function NoticesPage() {
  const { person, region } = await whoIsHere();
  if (!person) return redirect({ href: "/sign-in?return=/notices", locale: await getLocale() });
  const t = await getTranslations("notice");
  return (
    <Messages namespaces={["notice"]}>
      <ApiProvider region={region.id}>
        <PageHeader title={t("title")} back={{ href: nextStep(person, null), label: t("back") }} />
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <Card title={t("inbox")}>
            <InboxList timeZone={region.timeZone} />
          </Card>
          <div className="grid gap-5">
            <Card title={t("push.title")}>
              <PushSwitch />
            </Card>
            <Card title={t("settings")}>
              <ChoicesForm />
            </Card>
          </div>
        </div>
      </ApiProvider>
    </Messages>
  );
}
