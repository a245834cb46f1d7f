import type { Metadata, Viewport } from "next";
import { notFound } from "next/navigation";
import { hasLocale } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { OfflineNotice } from "@/components/shell/offline-notice";
import { ToastRegion } from "@/components/ui/toast";
import { routing } from "@/messages/routing";
import "../globals.css";

interface LayoutProps {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

export const viewport: Viewport = { themeColor: "#0a3a44", width: "device-width", initialScale: 1 };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  const name = `${t("productName")} · ${t("productLine")}`;
  return {
    title: { default: name, template: `%s · ${t("productName")}` },
    formatDetection: { telephone: false },
  };
}

export default async function RootLayout({ children, params }: LayoutProps) {
  const { locale } = await params;
  if (!hasLocale(routing.locales, locale)) notFound();
  return (
    <html lang={locale}>
      <body>
        <Messages namespaces={[]}>
          {children}
          <OfflineNotice />
          <ToastRegion />
        </Messages>
      </body>
    </html>
  );
}
