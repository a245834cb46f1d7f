import { getLocale } from "next-intl/server";
import { redirect } from "@/messages/navigation";

export default async function SeatHome() {
  redirect({ href: "/seat/intake", locale: await getLocale() });
}
