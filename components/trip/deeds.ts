/** What is done on a page of its own under `/crew/trips/<id>/`; each has a title under `trip.pages`. */
export const deeds = [
  "board",
  "take-over",
  "hand-over",
  "waiting",
  "carry",
  "toll",
  "photo",
  "note",
  "extra",
  "payment",
  "adverse",
  "worse",
  "cannot-carry",
] as const;
export type Deed = (typeof deeds)[number];

export function isDeed(name: string): name is Deed {
  return (deeds as readonly string[]).includes(name);
}
