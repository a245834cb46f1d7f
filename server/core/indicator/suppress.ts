/**
 * No cell of a breakdown stands on 1 to 10 people: with so few, somebody can be recognised (after the cell size policy of the
 * US Centers for Medicare & Medicaid Services, which allows nothing below 11).
 */
export const smallestCell = 11;

const isSmall = (count: number) => count > 0 && count < smallestCell;

/**
 * Which cells of one breakdown are hidden, by how many people stand behind each. Since the total stands beside it, a hidden
 * cell alone could be worked out from the others: so further ones are hidden, the smallest first, until at least two are and
 * they hold eleven people together.
 */
export function hiddenCells(counts: readonly number[]): boolean[] {
  const hidden = counts.map(isSmall);
  const order = counts
    .map((count, index) => ({ count, index }))
    .filter(({ count, index }) => count > 0 && !hidden[index])
    .sort((a, b) => a.count - b.count || a.index - b.index);
  const isEnough = () => {
    const held = counts.filter((_, index) => hidden[index]);
    return held.length === 0 || (held.length > 1 && !isSmall(held.reduce((sum, count) => sum + count, 0)));
  };
  for (const { index } of order) {
    if (isEnough()) break;
    hidden[index] = true;
  }
  return hidden;
}
