import type { ReactNode } from "react";
import { PublicFooter } from "./public-footer";
import { PublicHeader, type PublicHeaderProps } from "./public-header";
import { SkipLink } from "./skip-link";

/** The frame of everything a family sees; `banner` stands above all (demonstration, degraded service). */
export function PublicShell({
  banner,
  children,
  ...header
}: PublicHeaderProps & { banner?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {banner}
      <PublicHeader {...header} />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl grow px-4 py-6 outline-none sm:px-6 sm:py-10"
      >
        {children}
      </main>
      <PublicFooter current={header.current} />
    </div>
  );
}
