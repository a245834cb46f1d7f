import { useTranslations } from "next-intl";

/** The sign of the house: a roof (the 宀 of 安) over a way that turns (转) and arrives. */
export function Mark({ className = "size-9" }: { className?: string }) {
  return (
    <svg viewBox="0 0 64 64" className={className} aria-hidden="true">
      <rect width="64" height="64" rx="15" fill="#0b5563" />
      <g fill="none" strokeWidth="5" strokeLinecap="round" strokeLinejoin="round">
        <path stroke="#fff" d="M32 10.5v5.5M13.5 28v-4.5a5.5 5.5 0 0 1 5.5-5.5h26a5.5 5.5 0 0 1 5.5 5.5V28" />
        <path stroke="#8fe0d2" d="M17 51.5c0-8 6-9.5 15-10.5s14-3.5 14-9" />
      </g>
      <circle cx="17" cy="51.5" r="4.5" fill="#fff" />
      <circle cx="46" cy="31" r="4.5" fill="#8fe0d2" />
    </svg>
  );
}

/** Mark and name side by side; the name is text, so a reader of any kind gets it. */
export function MarkAndName({ line }: { line?: string }) {
  const t = useTranslations("common");
  return (
    <span className="flex items-center gap-2.5">
      <Mark />
      <span className="flex flex-col leading-tight">
        <span className="font-bold text-lg tracking-wide">{t("productName")}</span>
        {line ? <span className="hidden text-xs opacity-85 sm:block">{line}</span> : null}
      </span>
    </span>
  );
}
