import { getLocale } from "next-intl/server";
import { redirect } from "@/messages/navigation";

/** Finance begins with bills and payments. */
export default async function FinancePage() {
  return redirect({ href: "/finance/payments", locale: await getLocale() });
}
