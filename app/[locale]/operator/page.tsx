import { getLocale } from "next-intl/server";
import { redirect } from "@/messages/navigation";

/** The desk begins with what cannot wait. */
export default async function OperatorPage() {
  return redirect({ href: "/operator/offers", locale: await getLocale() });
}
