import { LogOut } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CrewTabs } from "@/components/crew/crew-tabs";
import { Profile, SignOutNote } from "@/components/crew/profile";
import { Button } from "@/components/ui/button";
import { leave } from "../../session-actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("crew.profile");
  return { title: t("title") };
}

export default async function CrewProfilePage() {
  const t = await getTranslations("crew.profile");
  return (
    <>
      <div className="grow">
        <h1 className="mb-4 text-2xl">{t("title")}</h1>
        <Profile />
        <form action={leave} className="mt-6 grid gap-3">
          <SignOutNote />
          <Button type="submit" variant="secondary" size="touch" wide>
            <LogOut aria-hidden="true" />
            {t("signOut")}
          </Button>
        </form>
      </div>
      <CrewTabs />
    </>
  );
}
