import type { ReactNode } from "react";
import { DeskProvider } from "@/components/plan/desk";
import { Messages } from "@/components/shell/messages";
import { api } from "@/server/caller";

/** What every page of the operator's area stands on: its texts, the region's clock, live data. */
export async function DeskPage({ namespaces, children }: { namespaces: string[]; children: ReactNode }) {
  const { id, timeZone, centre, districts } = await (await api()).region.current();
  const place = { regionId: id, timeZone, centre, districts, now: Date.now() };
  return (
    <Messages namespaces={["shell", ...namespaces]}>
      <DeskProvider place={place}>{children}</DeskProvider>
    </Messages>
  );
}
