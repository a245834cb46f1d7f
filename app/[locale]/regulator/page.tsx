import { getLocale } from "next-intl/server";
import { redirect } from "@/messages/navigation";

/** The regulator begins with the figures of the region. */
export default async function RegulatorPage() {
  return redirect({ href: "/regulator/overview", locale: await getLocale() });
}
