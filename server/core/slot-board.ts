/** So many of the slots shown may be later ones that are cheaper, if the earliest hold none. */
const cheaperKept = 2;

/**
 * Which of the slots found, earliest first, are shown: the earliest, but of those beyond them the first that are cheaper take
 * the last places, so that a discount is not hidden behind the hour. The order stays that of time.
 */
export function shownSlots<S>(slots: readonly S[], shown: number, isCheaper: (slot: S) => boolean): S[] {
  const early = slots.slice(0, shown);
  const have = early.filter(isCheaper).length;
  const later = slots
    .slice(shown)
    .filter(isCheaper)
    .slice(0, Math.max(0, cheaperKept - have));
  if (later.length === 0) return early;
  const room = early.length - later.length;
  return [
    ...early.filter((slot, index) => index < room || isCheaper(slot)).slice(0, shown - later.length),
    ...later,
  ];
}
