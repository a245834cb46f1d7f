"use server";

import { cookies } from "next/headers";
import { getLocale } from "next-intl/server";
import { areas } from "@/components/shell/areas";
import { redirect } from "@/messages/navigation";
import { regionCookie, sessionCookie } from "@/server/auth";
import { api } from "@/server/caller";
import { areaOfAddress, areaOfRole, ownAddress } from "@/server/core/area";

const oneYearSeconds = 31_536_000;

/** Act as another membership (`membership`, its id), then go where the person was going (`return`) if that fits it. */
export async function switchMembership(form: FormData): Promise<void> {
  const caller = await api();
  const locale = await getLocale();
  const { person } = await caller.account.me();
  const chosen = person?.memberships.find(({ id }) => id === form.get("membership"));
  if (!chosen) return redirect({ href: "/sign-in", locale });
  const { role } = await caller.account.actAs({ regionId: chosen.regionId, membershipId: chosen.id });
  const wanted = ownAddress(String(form.get("return") ?? ""));
  const area = areaOfRole[role];
  const fits = wanted !== null && areaOfAddress(wanted) === area;
  redirect({ href: fits ? wanted : (areas[area][0]?.href ?? "/"), locale });
}

/** End this browser's session and go to the first page. */
export async function leave(): Promise<void> {
  const caller = await api();
  if ((await caller.account.me()).person) await caller.account.signOut();
  (await cookies()).delete(sessionCookie);
  redirect({ href: "/", locale: await getLocale() });
}

/** Remember the region of this visitor's choice; one that is not served is ignored where it is read. */
export async function chooseRegion(id: string): Promise<void> {
  const { regions } = await (await api()).account.me();
  if (!regions.some((region) => region.id === id)) return;
  (await cookies()).set(regionCookie, id, {
    path: "/",
    maxAge: oneYearSeconds,
    sameSite: "lax",
    httpOnly: true,
  });
}
