/** Units by the end of a field's name; money is typed in yuan and kept in fen. */
const units: [RegExp, string, number][] = [
  [/Fen$/, "yuan", 100],
  // Tolls of a trip's way out and back.
  [/^(outbound|return)$/, "yuan", 100],
  [/Metres$/, "metres", 1],
  [/Seconds$/, "seconds", 1],
  [/Minutes$/, "minutes", 1],
  [/Km$/, "kilometres", 1],
  [/Kg$/, "kilograms", 1],
  [/Years$/, "years", 1],
  [/^percent/, "percent", 1],
];

/** The unit behind a number and how many of the stored unit make one of it. */
export function unitOf(name: string): { unit: string | null; scale: number } {
  const found = units.find(([pattern]) => pattern.test(name));
  return found ? { unit: found[1], scale: found[2] } : { unit: null, scale: 1 };
}
