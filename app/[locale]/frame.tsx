import { headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { Bell } from "@/components/notice/bell";
import type { AccountProps } from "@/components/shell/account-panel";
import { areas } from "@/components/shell/areas";
import { DemonstrationBanner } from "@/components/shell/demonstration-banner";
import { Messages } from "@/components/shell/messages";
import type { PublicShell } from "@/components/shell/public-shell";
import { redirect } from "@/messages/navigation";
import { api } from "@/server/caller";
import { type AreaName, areaOfAddress, areaOfRole, ownAddress } from "@/server/core/area";
import { chooseRegion, leave, switchMembership } from "./session-actions";

type Me = Awaited<ReturnType<Awaited<ReturnType<typeof api>>["account"]["me"]>>;
export type Person = NonNullable<Me["person"]>;

/** Who is here and where, as the router tells it. */
export async function whoIsHere(): Promise<Me> {
  return (await api()).account.me();
}

/** The first page of a person's work; a family's is its bookings. */
function homeOf({ acting }: Person): string {
  return acting ? (areas[areaOfRole[acting.role]][0]?.href ?? "/") : "/family";
}

const withReturn = (href: string, wanted: string | null) =>
  wanted ? `${href}?return=${encodeURIComponent(wanted)}` : href;

/** Where a signed-in person goes on the way to `wanted`: second factor, choice of membership, then the page itself. */
export function nextStep(person: Person, wanted: string | null): string {
  if (person.missing) return withReturn("/sign-in/second-factor", wanted);
  const area = wanted ? areaOfAddress(wanted) : null;
  const isUnchosen = person.memberships.length > 0 && !person.acting;
  const own = person.acting ? areaOfRole[person.acting.role] : "family";
  const isForeign = area !== null && area !== "family" && area !== own;
  if (isForeign || (isUnchosen && area !== "family")) return withReturn("/sign-in/membership", wanted);
  return wanted ?? homeOf(person);
}

/** The address that this request asked for, without language. */
export async function requestedAddress(): Promise<string | null> {
  return ownAddress((await headers()).get("x-path"));
}

/** Memberships in the reader's words. */
export async function membershipChoices(me: Me): Promise<NonNullable<AccountProps["memberships"]>> {
  const [t, isEnglish] = [await getTranslations("account.roles"), (await getLocale()) === "en"];
  return (me.person?.memberships ?? []).map(({ id, role, regionId, orgNameZh, orgNameEn }) => {
    const region = me.regions.find((each) => each.id === regionId);
    const organization = isEnglish ? orgNameEn : orgNameZh;
    const place = isEnglish ? region?.nameEn : region?.nameZh;
    return { id, label: t(role), detail: `${organization} · ${place ?? regionId}` };
  });
}

/** The bell of a signed-in person, with the texts it needs wherever a shell puts it. */
function bellOf({ region }: Me) {
  return (
    <Messages namespaces={["notice"]}>
      <Bell timeZone={region.timeZone} />
    </Messages>
  );
}

/** The shell's part of a signed-in person: name, memberships, ways to switch and to leave, the banner. */
async function accountFrame(me: Me, person: Person) {
  const memberships = await membershipChoices(me);
  const current = person.acting?.id;
  return {
    user: { name: person.displayName, detail: memberships.find(({ id }) => id === current)?.detail },
    memberships,
    current,
    switchAction: switchMembership,
    signOutAction: leave,
    bell: bellOf(me),
    banner: me.demonstration ? <DemonstrationBanner /> : undefined,
  };
}

/**
 * The frame of an area for the person of this request. Who is not signed in, lacks the second factor or acts in another
 * role is led to what is missing, and from there back. The pages inside check for themselves.
 */
export async function openArea(area: Exclude<AreaName, "family">) {
  const [me, locale, address] = [await whoIsHere(), await getLocale(), await requestedAddress()];
  const wanted = address ?? areas[area][0]?.href ?? "/";
  if (!me.person) return redirect({ href: withReturn("/sign-in", wanted), locale });
  const { acting } = me.person;
  if (!acting || areaOfRole[acting.role] !== area)
    return redirect({ href: nextStep(me.person, wanted), locale });
  return accountFrame(me, me.person);
}

/** The public frame: regions, their numbers, and the account where somebody is signed in. */
export async function publicFrame(): Promise<Omit<Parameters<typeof PublicShell>[0], "children">> {
  const [me, isEnglish] = [await whoIsHere(), (await getLocale()) === "en"];
  const shown = ({ id, nameZh, nameEn, hotline }: Me["region"]) => ({
    id,
    name: isEnglish ? nameEn : nameZh,
    number: hotline,
  });
  return {
    // Staff act in their organization's region; changing it means changing the membership.
    regions: me.person?.acting ? [] : me.regions.map(shown),
    current: shown(me.region),
    chooseRegion,
    user: me.person ? { name: me.person.displayName } : undefined,
    accountHref: me.person ? nextStep(me.person, null) : undefined,
    bell: me.person && !me.person.missing ? bellOf(me) : undefined,
    banner: me.demonstration ? <DemonstrationBanner /> : undefined,
  };
}

/** The public frame for pages of the signed-in person, whatever the role. */
export async function familyFrame() {
  const me = await whoIsHere();
  const wanted = (await requestedAddress()) ?? "/family";
  if (!me.person) return redirect({ href: withReturn("/sign-in", wanted), locale: await getLocale() });
  return publicFrame();
}
