"use client";

import { ChevronDown, MapPin } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { usePathname, useRouter } from "@/messages/navigation";

/** A served region as a visitor sees it: its code, name in the reader's language, and the number to call. */
export interface ShellRegion {
  id: string;
  name: string;
  number: string;
}

export interface RegionSwitcherProps {
  regions: ShellRegion[];
  current: ShellRegion;
  /** Remembers the choice; without it the choice travels as `?region=` and whoever reads that remembers it. */
  chooseRegion?: (id: string) => Promise<void>;
}

/** Choose the region of this visit. */
export function RegionSwitcher({ regions, current, chooseRegion }: RegionSwitcherProps) {
  const t = useTranslations("shell");
  const router = useRouter();
  const pathname = usePathname();
  const [isPending, startTransition] = useTransition();
  const choose = (id: string) =>
    startTransition(async () => {
      if (!chooseRegion) return router.push({ pathname, query: { region: id } });
      await chooseRegion(id);
      router.replace(pathname);
      router.refresh();
    });
  return (
    <span className="relative inline-flex items-center">
      <MapPin aria-hidden="true" className="pointer-events-none absolute start-2.5 size-4 text-primary" />
      <select
        aria-label={t("switchRegion")}
        aria-busy={isPending}
        value={current.id}
        onChange={(event) => choose(event.target.value)}
        className="field-sizing-content min-h-11 max-w-44 appearance-none truncate rounded-md bg-transparent ps-8 pe-8 font-medium text-sm hover:bg-sunken"
      >
        {regions.map((region) => (
          <option key={region.id} value={region.id}>
            {region.name}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden="true" className="pointer-events-none absolute end-2.5 size-4" />
    </span>
  );
}
