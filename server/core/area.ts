import type { Role } from "./member";

/** The parts of the site that belong to one kind of work, by the first word of their addresses. */
export const areaNames = [
  "hospital",
  "seat",
  "clinician",
  "operator",
  "crew",
  "regulator",
  "finance",
  "admin",
  "family",
] as const;
export type AreaName = (typeof areaNames)[number];

/** The area where each role works. */
export const areaOfRole: Record<Role, AreaName> = {
  family: "family",
  case_manager: "hospital",
  seat: "seat",
  clinician: "clinician",
  dispatcher: "operator",
  crew: "crew",
  regulator: "regulator",
  finance: "finance",
  region_admin: "admin",
  platform_admin: "admin",
};

const languages = "zh-CN|en";

/** An address within the site, without its language; null for anything that could lead elsewhere (`//host`, `/\host`). */
export function ownAddress(address: string | null | undefined): string | null {
  if (!address || !/^\/(?![/\\])[^\s\\]*$/.test(address)) return null;
  const bare = address.replace(new RegExp(`^/(?:${languages})(?=[/?#]|$)`), "");
  if (/^\/[/\\]/.test(bare)) return null;
  return bare.startsWith("/") ? bare : `/${bare}`;
}

/** The area that an address within the site lies in; null for public pages. */
export function areaOfAddress(address: string): AreaName | null {
  const first = address.split(/[/?#]/)[1];
  return areaNames.find((name) => name === first) ?? null;
}
