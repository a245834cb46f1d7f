import { type Chance, chance } from "./chance";
import { peopleFile } from "./city-data";
import peopleJson from "./people.json";

/** Invented names, telephones, identity numbers and homes (people.json says which blocks are reserved). */
export const people = peopleFile.parse(peopleJson);

export type Sex = "female" | "male";

export interface Person {
  name: string;
  sex: Sex;
  birthYear: number;
  idNumber: string;
}

/** Weights and characters of GB 11643: the check character over the first 17 digits. */
function checkCharacter(digits: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(digits[i]) * (2 ** (17 - i) % 11);
  return "10X98765432".charAt(sum % 11);
}

function idNumber(regionId: string, birthYear: number, sex: Sex, dice: Chance): string {
  const area = people.reserved.residentIds.areaCodes[regionId];
  if (!area) throw new Error(`No reserved area code for region ${regionId}`);
  const month = String(dice.between(1, 12)).padStart(2, "0");
  const day = String(dice.between(1, 28)).padStart(2, "0");
  const sequence = dice.pick(sex === "male" ? [1, 3, 5, 7, 9] : [2, 4, 6, 8]);
  const digits = `${area}${birthYear}${month}${day}00${sequence}`;
  return digits + checkCharacter(digits);
}

/** An invented person; `key` makes them the same in every run. One in forty bears a name that breaks careless software. */
export function person(regionId: string, key: string, born: { from: number; until: number }): Person {
  const dice = chance(`${regionId}/person/${key}`);
  const sex: Sex = dice.hits(0.5) ? "female" : "male";
  const birthYear = dice.between(born.from, born.until);
  const plain = dice.pick(people.surnames) + dice.pick(people.givenNames[sex]);
  const name = dice.hits(0.025) ? dice.pick(people.rareNames).nameZh : plain;
  return { name, sex, birthYear, idNumber: idNumber(regionId, birthYear, sex, dice) };
}

/** The n-th telephone of a reserved block, E.164. Counts round when the block is used up. */
export function phone(use: "family" | "facility" | "crew" | "staff" | "operator", n: number): string {
  const block = people.reserved.phones.blocks.find((it) => it.use === use);
  if (!block) throw new Error(`No reserved telephones for ${use}`);
  const size = Number(block.to) - Number(block.from) + 1;
  return `+86${Number(block.from) + (n % size)}`;
}
