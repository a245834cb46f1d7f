import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { KeyCard } from "@/components/region/key-card";
import { RegionDesk } from "@/components/region/region-desk";
import { RegionHeadForm } from "@/components/region/region-head-form";
import { SettingsForm } from "@/components/region/settings-form";
import { SettingsView } from "@/components/rule/settings-view";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { regionSettings, startingRegionSettings } from "@/server/core/region-settings";
import { DeskPage } from "../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.regions");
  return { title: t("title") };
}

/** The region's settings in force with their version; the platform's defaults where it published none. */
async function settingsOf(call: Awaited<ReturnType<typeof api>>) {
  const rules = await call.rule.list();
  const inForce = rules
    .filter(({ kind, status }) => kind === "region" && status === "in_force")
    .sort((a, b) => (b.validFrom?.getTime() ?? 0) - (a.validFrom?.getTime() ?? 0))[0];
  if (!inForce) return { settings: startingRegionSettings, ruleVersionId: null };
  const { content } = await call.rule.get({ ruleVersionId: inForce.id });
  return { settings: regionSettings.parse(content), ruleVersionId: inForce.id };
}

export default async function RegionsPage() {
  const t = await getTranslations("admin.regions");
  const call = await api();
  const [regions, me, here] = await Promise.all([
    call.region.list(),
    call.account.me(),
    call.region.current(),
  ]);
  const tSettings = await getTranslations("settings");
  const { settings, ruleVersionId } = await settingsOf(call);
  const name = (await getLocale()) === "en" ? here.nameEn : here.nameZh;
  const { hotline, supervisionPhone, timeZone } = here;
  return (
    <DeskPage namespaces={["admin", "settings"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="mb-5 grid gap-5">
        <RegionHeadForm
          key={here.id}
          title={tSettings("thisRegion", { name })}
          initial={{ hotline, supervisionPhone, timeZone }}
        />
        <details>
          <summary className="min-h-11 py-2 font-medium text-primary">{tSettings("current")}</summary>
          <div className="mt-3 grid gap-5">
            <SettingsView settings={settings} />
          </div>
        </details>
        <details>
          <summary className="min-h-11 py-2 font-medium text-primary">{tSettings("edit")}</summary>
          <div className="mt-3">
            <SettingsForm key={ruleVersionId ?? here.id} settings={settings} ruleVersionId={ruleVersionId} />
          </div>
        </details>
        <KeyCard />
      </div>
      <RegionDesk regions={regions} mayCreate={me.person?.acting?.role === "platform_admin"} />
    </DeskPage>
  );
}
