import { useTranslations } from "next-intl";
import { type Area, areas } from "./areas";
import { NavigationLinks } from "./navigation-links";

/** The pages of one area as a line of links above its content, for areas that live inside the public frame. */
export function SectionNavigation({ area }: { area: Area }) {
  const t = useTranslations("shell");
  const links = areas[area].map(({ href, key, icon: Icon }) => ({
    href,
    label: t(`nav.${key}`),
    icon: <Icon aria-hidden="true" className="size-4.5 shrink-0" />,
  }));
  return (
    <nav aria-label={t(`areas.${area}`)} className="mb-6 flex gap-6 overflow-x-auto border-line border-b">
      <NavigationLinks links={links} look="line" />
    </nav>
  );
}
