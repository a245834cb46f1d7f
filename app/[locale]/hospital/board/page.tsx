import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DayBoard } from "@/components/board/day-board";
import { dayIn } from "@/components/booking/local-clock";
import { api } from "@/server/caller";
import { HospitalPage } from "../hospital-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("board");
  return { title: t("title") };
}

export default async function BoardPage() {
  const caller = await api();
  const { timeZone } = await caller.region.current();
  const day = dayIn(Date.now(), timeZone);
  const ask = { fromDay: day, untilDay: day, stage: "confirmed", limit: 200 } as const;
  const departures = await caller.booking.list({ ...ask, direction: "departures" });
  const arrivals = await caller.booking.list({ ...ask, direction: "arrivals" });
  return (
    <HospitalPage namespaces={["board"]}>
      <DayBoard initial={{ departures: departures.rows, arrivals: arrivals.rows }} />
    </HospitalPage>
  );
}
