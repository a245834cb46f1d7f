import { account } from "@/db/schema/account";
import { crewMember } from "@/db/schema/fleet";
import { membership } from "@/db/schema/organization";
import type { CrewDuty } from "@/server/core/crew";
import { blindIndex, seal } from "@/server/gateways/vault";
import { chance } from "./chance";
import { type City, dayAt, foundedAt, momentOf } from "./city";
import { operators, type Pattern, type SeedOperator } from "./fleet-plan";
import { orgId } from "./organizations";
import { type Person, person, phone } from "./people";
import { insertRows, seedId } from "./rows";
import { accountId, membershipRow, seedAccountRow } from "./staff";

/** A person on an operator's list. */
export interface CrewPerson {
  operator: string;
  key: string;
  id: string;
  duty: CrewDuty;
  person: Person;
  phone: string;
  /** `crew1`, `crew2` … for those who sign in. */
  local: string | null;
  nameSealed: string;
  ppeTrained: boolean;
  licenceClasses: string[];
  trainingHours: number;
  state: "usual" | "refused" | "applied";
}

const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);

/**
 * Who stands at the posts of a pattern on a day: every pool moves on by as many people as it has posts, so that whoever
 * ends late is not called again the next morning.
 */
export function peopleOnShift(
  operator: SeedOperator,
  pattern: Pattern,
  day: string,
): { key: string; duty: CrewDuty }[] {
  return pattern.posts.map((pool, post) => {
    const found = operator.pools.find((it) => it.key === pool);
    if (!found) throw new Error(`No pool ${pool}`);
    const before = operator.patterns.slice(0, operator.patterns.indexOf(pattern)).flatMap((it) => it.posts);
    const all = operator.patterns.flatMap((it) => it.posts).filter((it) => it === pool).length;
    const index = [...before, ...pattern.posts.slice(0, post)].filter((it) => it === pool).length;
    return { key: `${pool}-${((dayNumber(day) * all + index) % found.size) + 1}`, duty: found.duty };
  });
}

/** Operators' people who sign in as crew: all drivers of certified operators and two nurses, today's first. */
function signIns(city: City): Map<string, string> {
  const keys = new Set<string>();
  for (const operator of operators[city.regionId] ?? []) {
    for (const pattern of operator.patterns) {
      const [driver, ...others] = peopleOnShift(operator, pattern, city.seededOn);
      if (driver) keys.add(`${operator.key}/${driver.key}`);
      if (pattern.key.startsWith("monitored")) for (const it of others) keys.add(`${operator.key}/${it.key}`);
    }
  }
  for (const operator of operators[city.regionId] ?? []) {
    if (operator.standing !== "certified") continue;
    for (const pool of operator.pools.filter((it) => it.duty === "driver"))
      for (let i = 1; i <= pool.size; i++) keys.add(`${operator.key}/${pool.key}-${i}`);
  }
  return new Map([...keys].map((key, index) => [key, `crew${index + 1}`]));
}

function crewPerson(
  city: City,
  operator: string,
  key: string,
  duty: CrewDuty,
  index: number,
  local: string | null,
  state: CrewPerson["state"],
): CrewPerson {
  const who = person(city.regionId, `crew/${operator}/${key}`, { from: 1968, until: 1999 });
  const dice = chance(`${city.regionId}/crew/${operator}/${key}`);
  return {
    operator,
    key,
    id: seedId(city.regionId, "crew", `${operator}/${key}`),
    duty,
    person: who,
    phone: phone("crew", index + (city.regionId === "331000" ? 0 : 300)),
    local,
    nameSealed: seal(who.name, `${city.regionId}/crew_member/name`),
    ppeTrained: operator === "antu" || dice.hits(0.3),
    licenceClasses: duty === "driver" ? (operator === "heshun" || operator === "suda" ? ["C1"] : ["B1"]) : [],
    trainingHours: state === "usual" ? dice.between(40, 56) : 4,
    state,
  };
}

/** Everybody on the operators' lists: the pools, one who was refused and one who has just applied. */
export function crewOf(city: City): CrewPerson[] {
  const accounts = signIns(city);
  const list: CrewPerson[] = [];
  const add = (operator: string, key: string, duty: CrewDuty, state: CrewPerson["state"]) =>
    list.push(
      crewPerson(city, operator, key, duty, list.length, accounts.get(`${operator}/${key}`) ?? null, state),
    );
  for (const operator of operators[city.regionId] ?? []) {
    for (const pool of operator.pools)
      for (let i = 1; i <= pool.size; i++) add(operator.key, `${pool.key}-${i}`, pool.duty, "usual");
    if (operator.key === "antu") add(operator.key, "applicant-1", "driver", "applied");
    if (operator.key === "kanghang") add(operator.key, "refused-1", "bearer", "refused");
  }
  return list;
}

const accountRowOf = (city: City, it: CrewPerson, local: string) =>
  seedAccountRow(city, local, "crew", { name: it.person.name, phone: it.phone });

/** First day of work: those who have just come owe no quarter of training yet. */
export const joinedAt = (city: City, it: CrewPerson): Date =>
  it.state === "usual" ? foundedAt(city) : momentOf(city, dayAt(city, -12), "09:00");

function crewRow(city: City, it: CrewPerson): typeof crewMember.$inferInsert {
  const sealed = (column: string, value: string) => seal(value, `${city.regionId}/crew_member/${column}`);
  return {
    regionId: city.regionId,
    id: it.id,
    orgId: orgId(city.regionId, it.operator),
    accountId: it.local && accountId(city.regionId, it.local),
    nameSealed: it.nameSealed,
    nameIndex: blindIndex(city.regionId, "name", it.person.name),
    idNumberSealed: sealed("id_number", it.person.idNumber),
    idNumberIndex: blindIndex(city.regionId, "id_number", it.person.idNumber),
    phoneSealed: sealed("phone", it.phone),
    duties: [it.duty],
    licenceClasses: it.licenceClasses,
    ppeTrained: it.ppeTrained,
    createdAt: joinedAt(city, it),
  };
}

/** Crew members; those who sign in get their account and membership. */
export async function seedCrew(city: City, crew: CrewPerson[]): Promise<void> {
  const signing = crew.flatMap((it) => (it.local ? [{ it, local: it.local }] : []));
  await insertRows(
    city.db,
    account,
    signing.map(({ it, local }) => accountRowOf(city, it, local)),
  );
  await insertRows(
    city.db,
    membership,
    signing.map(({ it, local }) => membershipRow(city, local, "crew", it.operator)),
  );
  await insertRows(
    city.db,
    crewMember,
    crew.map((it) => crewRow(city, it)),
  );
}
