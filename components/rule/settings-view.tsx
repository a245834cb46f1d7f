import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { type Description, DescriptionList } from "@/components/ui/description-list";
import type { RegionSettings } from "@/server/core/region-settings";
import { type SettingsField, settingAt, settingsGroups } from "@/server/core/settings-fields";

/** A region's settings in words: every figure with its name and unit, and where it comes from. */
export function SettingsView({ settings }: { settings: RegionSettings }) {
  const t = useTranslations("settings");
  const words = useFigure(settings);
  const sourceWords = (source: string) => (source.startsWith("assumed") ? t("assumed") : source);
  const sources: Record<string, string> = {
    distance: sourceWords(settings.emptyRun.source),
    ceiling: sourceWords(settings.ceiling.source),
    privacy: sourceWords(settings.privacy.source),
    detection: sourceWords(settings.detection.source),
    oversight: sourceWords(settings.oversight.source),
    subscription: sourceWords(settings.subscription.source),
    settlement: sourceWords(settings.settlement.source),
    deadlines: sourceWords(settings.adverse.source),
  };
  return (
    <>
      <General settings={settings} />
      {settingsGroups.map(({ id, fields }) => (
        <Card
          key={id}
          title={t(`groups.${id}`)}
          footer={
            sources[id] ? (
              <p className="text-ink-soft text-sm">{t(`sources.${id}`, { source: sources[id] })}</p>
            ) : undefined
          }
        >
          <DescriptionList
            items={fields.map((field) => ({ term: t(`fields.${field.path}`), value: words(field) }))}
          />
        </Card>
      ))}
      <Roads settings={settings} />
    </>
  );
}

/** One figure with its unit; money in yuan. */
function useFigure(settings: RegionSettings): (field: SettingsField) => string {
  const t = useTranslations("settings");
  return ({ path, unit }) => {
    const value = settingAt(settings, path);
    if (value === null || value === undefined) return t("none");
    if (unit === "clock") return String(value);
    if (unit === "thousandths") return t("units.percent", { value: Number(value) / 10 });
    if (unit === "metres" && Number(value) >= 1000)
      return t("units.kilometres", { value: Number(value) / 1000 });
    return t(`units.${unit}`, {
      value: unit === "fenPerKm" || unit === "fen" ? Number(value) / 100 : Number(value),
    });
  };
}

function General({ settings }: { settings: RegionSettings }) {
  const t = useTranslations("settings");
  const isEnglish = useLocale() === "en";
  const comma = t("comma");
  const { source, oneEndInside, clinicians, districts } = settings;
  const items: Description[] = [
    { term: t("source"), value: source },
    { term: t("oneEndInside"), value: t(oneEndInside ? "yes" : "no") },
    {
      term: t("weekdays"),
      value: clinicians.weekdays.map((day) => t(`weekday.${day}`)).join(comma),
    },
    {
      term: t("districts"),
      value: districts.map(({ nameZh, nameEn }) => (isEnglish ? nameEn : nameZh)).join(comma) || t("none"),
    },
  ];
  return (
    <Card title={t("general")}>
      <DescriptionList items={items} />
    </Card>
  );
}

function Roads({ settings: { roads } }: { settings: RegionSettings }) {
  const t = useTranslations("settings.roads");
  const percent = (share: number) => Math.round(share * 100);
  const items: Description[] = [
    ...roads.bands.map(({ uptoMetres, detour, kmPerHour, congestionShare }) => ({
      term: uptoMetres === null ? t("beyond") : t("upTo", { km: uptoMetres / 1000 }),
      value: t("band", { detour, kmPerHour, congestion: percent(congestionShare) }),
    })),
    { term: t("usualDelay"), value: t("longer", { percent: percent(roads.usualDelay) }) },
    {
      term: t("hourDelay"),
      value: roads.hourDelay
        .map((delay, hour) => ({ delay, hour }))
        .filter(({ delay }) => delay > 0)
        .map(({ delay, hour }) => t("hour", { hour, percent: percent(delay) }))
        .join(t("comma")),
    },
    { term: t("access"), value: t("seconds", { value: roads.accessSeconds }) },
    { term: t("correction"), value: t("times", { value: roads.correction }) },
  ];
  return (
    <Card title={t("title")}>
      <DescriptionList items={items} />
    </Card>
  );
}
