import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Wall } from "@/components/oversight/wall";
import { api } from "@/server/caller";
import { localDay } from "@/server/core/local-time";
import { openArea } from "../../../../frame";
import { DeskPage } from "../../../../operator/desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("oversight.wall");
  return { title: t("title") };
}

/** The live map for a screen on the wall, without the area's frame; the area's guard stands before it all the same. */
export default async function WallPage() {
  const { banner } = await openArea("regulator");
  const call = await api();
  const { timeZone } = await call.region.current();
  const day = localDay(new Date(), timeZone);
  const [vehicles, overview] = await Promise.all([
    call.oversight.vehicles(),
    call.oversight.overview({ from: day, until: day }),
  ]);
  return (
    <DeskPage namespaces={["oversight", "indicator", "trip"]}>
      {banner}
      <Wall day={day} vehicles={vehicles} overview={overview} />
    </DeskPage>
  );
}
