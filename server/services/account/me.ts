import type { Context } from "@/server/context";
import { maskContact } from "@/server/core/contact";
import { open } from "@/server/gateways/vault";
import { isDemonstration } from "@/server/services/installation";
import { listRegions } from "@/server/services/region";
import { findSession, type MembershipView } from "@/server/services/session";
import { accountAad, contactsOf, displayName, ownAccount } from "./person";

/** The signed-in person, for the person: own name in clear, contacts masked. */
export interface Person {
  /** The name, or the masked contact while there is none. */
  displayName: string;
  name: string;
  contacts: string[];
  locale: string;
  /** Staff whose second factor has not been given in this session. */
  missing: "enrol" | "second_factor" | null;
  memberships: MembershipView[];
  acting: MembershipView | null;
}

/** What every page's frame needs: who is signed in, where this visit takes place, where it could. */
export interface Me {
  person: Person | null;
  region: { id: string; nameZh: string; nameEn: string; hotline: string; timeZone: string };
  regions: Me["region"][];
  demonstration: boolean;
}

/** `account.me`: the frame of this visit. */
export async function getMe(ctx: Context): Promise<Me> {
  const all = await listRegions(ctx.pool);
  const regions = all.map(({ id, nameZh, nameEn, hotline, timeZone }) => ({
    id,
    nameZh,
    nameEn,
    hotline,
    timeZone,
  }));
  const region = regions.find(({ id }) => id === ctx.region.id);
  const here = {
    id: ctx.region.id,
    nameZh: ctx.region.id,
    nameEn: ctx.region.id,
    hotline: ctx.region.hotline,
    timeZone: ctx.region.timeZone,
  };
  const person = await personOf(
    ctx,
    regions.map(({ id }) => id),
  );
  return { person, region: region ?? here, regions, demonstration: await isDemonstration(ctx.pool) };
}

async function personOf(ctx: Context, regionIds: string[]): Promise<Person | null> {
  if (ctx.actor.kind !== "user" || !ctx.actor.sessionHash) return null;
  const view = await findSession(ctx.pool, regionIds, ctx.actor.sessionHash, ctx.now);
  if (!view) return null;
  const row = await ownAccount(ctx.pool, view.accountId);
  const isStaff = view.memberships.length > 0;
  return {
    displayName: displayName(row),
    name: open(row.nameSealed, accountAad.name),
    contacts: contactsOf(row).map(maskContact),
    locale: view.locale,
    missing: isStaff && !view.secondFactor ? (view.enrolled ? "second_factor" : "enrol") : null,
    memberships: view.memberships,
    acting: view.acting,
  };
}
