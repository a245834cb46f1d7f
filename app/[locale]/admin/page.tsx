import { getLocale } from "next-intl/server";
import { redirect } from "@/messages/navigation";

/** An administrator begins with the organizations. */
export default async function AdminPage() {
  return redirect({ href: "/admin/organizations", locale: await getLocale() });
}
