import { useTranslations } from "next-intl";
import { Link } from "@/messages/navigation";
import { Mark } from "./mark";
import type { ShellRegion } from "./region-switcher";

const links = [
  { href: "/book", key: "book" },
  { href: "/verify", key: "verify" },
  { href: "/rules", key: "rules" },
  { href: "/complaint", key: "complaint" },
  { href: "/reports", key: "reports" },
  { href: "/roots", key: "roots" },
  { href: "/sign-in", key: "signIn" },
];

/** The public footer: what this is, the ways in, the number, and when to call 120 instead. */
export function PublicFooter({ current }: { current?: ShellRegion }) {
  const t = useTranslations("shell");
  return (
    <footer className="on-night no-print mt-16 bg-night text-night-soft">
      <div className="mx-auto grid max-w-6xl gap-8 px-4 py-10 text-sm sm:grid-cols-[2fr_1fr_1fr] sm:px-6">
        <div className="flex max-w-md gap-4">
          <Mark className="size-10 shrink-0" />
          <p>{t("footer.about")}</p>
        </div>
        <nav aria-label={t("footer.links")}>
          <ul className="grid gap-1">
            {links.map((link) => (
              <li key={link.href}>
                <Link href={link.href} className="inline-flex min-h-8 items-center hover:underline">
                  {t(`footer.${link.key}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          {current ? (
            <p>
              {t("footer.number", { region: current.name })}
              <a
                href={`tel:${current.number}`}
                className="block font-bold text-2xl text-white tabular-nums hover:underline"
              >
                {current.number}
              </a>
            </p>
          ) : null}
          <p className="mt-3">
            {t("emergencyReminder")}{" "}
            <a href="tel:120" className="font-bold text-white underline underline-offset-4">
              120
            </a>
          </p>
        </div>
      </div>
    </footer>
  );
}
