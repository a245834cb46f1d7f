import { getLocale } from "next-intl/server";
import { redirect } from "@/messages/navigation";

export default async function ClinicianHome() {
  redirect({ href: "/clinician/queue", locale: await getLocale() });
}
