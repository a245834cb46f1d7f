"use client";

import { ArrowUpDown, Navigation, Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Sheet } from "@/components/ui/sheet";
import { navigationLinks } from "./navigation-links";

export interface PlaceProps {
  end: "from" | "to";
  label: string;
  door: { detail: string; floor: number; hasLift: boolean } | null;
}

/** Where to go: the name large, then how to find the door, floor and lift. */
export function PlaceLines({ end, label, door, isLarge }: PlaceProps & { isLarge?: boolean }) {
  const t = useTranslations("trip.place");
  const isCarry = door !== null && !door.hasLift && door.floor > 1;
  return (
    <div className="flex gap-3">
      <span
        aria-hidden="true"
        className={classNames(
          "mt-1 grid size-8 shrink-0 place-items-center rounded-full font-bold text-base",
          end === "from" ? "bg-primary text-white" : "bg-ink text-white",
        )}
      >
        {t(`${end}Mark`)}
      </span>
      <div className="min-w-0">
        <p className="text-base text-ink-soft">{t(end)}</p>
        <p className={classNames("break-words font-bold", isLarge ? "text-2xl" : "text-xl")}>{label}</p>
        {door?.detail ? <p className="break-words font-medium">{door.detail}</p> : null}
        {door ? (
          <p className={classNames("flex items-center gap-1.5", isCarry && "font-semibold text-late")}>
            <ArrowUpDown aria-hidden="true" className="size-4.5" />
            {t("floor", { floor: door.floor })} · {t(door.hasLift ? "lift" : "noLift")}
          </p>
        ) : null}
      </div>
    </div>
  );
}

/** The way there in the map application of one's choice. */
export function NavigateButton({ label, point }: { label: string; point: { lat: number; lon: number } }) {
  const t = useTranslations("trip.navigation");
  return (
    <Sheet
      title={t("title", { label })}
      trigger={
        <Button size="touch" className="min-w-0 px-3! text-lg!">
          <Navigation aria-hidden="true" />
          {t("open")}
        </Button>
      }
    >
      <ul className="high-contrast grid gap-3">
        {navigationLinks(label, point).map(({ app, href }) => (
          <li key={app}>
            <Button asChild variant="secondary" size="touch" wide>
              <a href={href} target={app === "other" ? undefined : "_blank"} rel="noreferrer">
                {t(app)}
              </a>
            </Button>
          </li>
        ))}
      </ul>
      <p className="mt-4 text-ink-soft">{t("privacy")}</p>
    </Sheet>
  );
}

/** Call somebody; nothing where there is no number. */
export function CallButton({ phone, label, wide }: { phone: string | null; label: string; wide?: boolean }) {
  if (!phone) return null;
  return (
    <Button asChild variant="secondary" size="touch" wide={wide} className="min-w-0 px-3! text-lg!">
      <a href={`tel:${phone}`}>
        <Phone aria-hidden="true" />
        {label}
      </a>
    </Button>
  );
}
