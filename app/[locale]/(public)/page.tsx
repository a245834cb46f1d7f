import {
  BadgeCheck,
  CalendarCheck2,
  MessageSquareWarning,
  Phone,
  PhoneCall,
  ReceiptText,
  UserRound,
} from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ResumeLink } from "@/components/booking/resume-link";
import { Messages } from "@/components/shell/messages";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Link } from "@/messages/navigation";
import { api } from "@/server/caller";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("booking.home");
  return { title: t("title") };
}

/** The region's front door: its name, its number, one way to begin, and 120 for what cannot wait. */
export default async function HomePage() {
  const [region, locale] = [await (await api()).region.current(), await getLocale()];
  return (
    <Messages namespaces={["booking"]}>
      <div className="grid gap-10 sm:gap-14">
        <Start
          regionId={region.id}
          name={locale === "en" ? region.nameEn : region.nameZh}
          hotline={region.hotline}
        />
        <Emergency />
        <Facts />
        <Others />
      </div>
    </Messages>
  );
}

async function Start({ regionId, name, hotline }: { regionId: string; name: string; hotline: string }) {
  const t = await getTranslations("booking.home");
  const how = ["who", "way", "when", "condition", "choose", "confirm"] as const;
  return (
    <section className="grid items-start gap-8 lg:grid-cols-[1.2fr_1fr]">
      <div>
        <h1 className="text-3xl sm:text-4xl">{t("heading", { region: name })}</h1>
        <p className="mt-3 max-w-prose text-ink-soft text-lg">{t("lead")}</p>
        <div className="mt-6 grid gap-3 sm:max-w-md">
          <LinkButton href="/book" size="touch" wide>
            {t("start")}
          </LinkButton>
          <Button asChild variant="secondary" size="lg" wide>
            <a href={`tel:${hotline}`}>
              <Phone aria-hidden="true" />
              {t("call", { number: hotline })}
            </a>
          </Button>
          <ResumeLink regionId={regionId} />
        </div>
      </div>
      <section aria-labelledby="how" className="rounded-xl bg-night p-5 text-night-soft sm:p-7">
        <h2 id="how" className="text-white text-xl">
          {t("how.title")}
        </h2>
        <ol className="mt-4 grid gap-3">
          {how.map((step, index) => (
            <li key={step} className="flex gap-3">
              <span
                aria-hidden="true"
                className="grid size-7 shrink-0 place-items-center rounded-full bg-mint font-bold text-night text-sm"
              >
                {index + 1}
              </span>
              <span className="pt-0.5">{t(`how.${step}`)}</span>
            </li>
          ))}
        </ol>
      </section>
    </section>
  );
}

async function Emergency() {
  const t = await getTranslations("booking.home.emergency");
  return (
    <section className="flex flex-wrap items-center justify-between gap-4 rounded-xl border-2 border-emergency/60 bg-surface p-5">
      <div className="max-w-prose">
        <h2 className="text-emergency text-lg">{t("title")}</h2>
        <p className="mt-1">{t("text")}</p>
      </div>
      <Button asChild variant="emergency" size="lg" className="max-sm:w-full">
        <a href="tel:120">
          <PhoneCall aria-hidden="true" />
          {t("call")}
        </a>
      </Button>
    </section>
  );
}

const facts = { slots: CalendarCheck2, price: ReceiptText, checked: BadgeCheck };

async function Facts() {
  const t = await getTranslations("booking.home.facts");
  return (
    <ul className="grid gap-6 sm:grid-cols-3">
      {(["slots", "price", "checked"] as const).map((fact) => {
        const Icon = facts[fact];
        return (
          <li key={fact} className="flex gap-4 sm:block">
            <Icon aria-hidden="true" className="size-8 shrink-0 text-primary" />
            <div>
              <h2 className="text-lg sm:mt-3">{t(`${fact}.title`)}</h2>
              <p className="mt-1 text-ink-soft">{t(`${fact}.text`)}</p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

async function Others() {
  const t = await getTranslations("booking.home.others");
  const links = [
    { href: "/verify", icon: BadgeCheck, text: t("verify") },
    { href: "/complaint", icon: MessageSquareWarning, text: t("complaint") },
    { href: "/family", icon: UserRound, text: t("mine") },
  ];
  return (
    <nav aria-label={t("title")} className="grid gap-3 sm:grid-cols-3">
      {links.map(({ href, icon: Icon, text }) => (
        <Link
          key={href}
          href={href}
          className="flex min-h-14 items-center gap-3 rounded-lg border border-line bg-surface px-4 hover:border-primary"
        >
          <Icon aria-hidden="true" className="size-5 text-primary" />
          {text}
        </Link>
      ))}
    </nav>
  );
}
