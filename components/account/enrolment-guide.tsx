import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { Qr } from "@/components/ui/qr";
import { linkInText } from "@/components/ui/text-link";

/** How to put this account into an authenticator: the code to scan, and the key for those who cannot. */
export function EnrolmentGuide({ uri, secret }: { uri: string; secret: string }) {
  const t = useTranslations("account.factor");
  const groups = secret.match(/.{1,4}/g) ?? [secret];
  return (
    <div className="grid gap-5 sm:grid-cols-[auto_1fr] sm:gap-6">
      <Qr
        text={uri}
        label={t("scanLabel")}
        className="size-48 justify-self-center rounded-md border border-line"
      />
      <div className="grid content-start gap-4">
        <div>
          <h2 className="text-lg">{t("scanTitle")}</h2>
          <p className="mt-1 text-ink-soft">{t("scanText")}</p>
        </div>
        <a href={uri} className={classNames("inline-flex min-h-9 items-center sm:hidden", linkInText)}>
          {t("openHere")}
        </a>
        <div>
          <p className="text-ink-soft text-sm">{t("secretTitle")}</p>
          <p className="mt-1 select-all break-words rounded-md bg-sunken px-3 py-2 font-mono" translate="no">
            {groups.join(" ")}
          </p>
        </div>
      </div>
    </div>
  );
}
