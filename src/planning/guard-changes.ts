/** So many are soon read by their keys, however few there are in all. */
const few = 1000

/** Of more than a fifth, to read everything is no more work. */
export function mostWorthReading(all: number): number {
  return Math.max(few, Math.floor(all / 5))
}

/**
 * Whether fewer are left than a full scan would believe: whether it was an accident, that must say.
 * `before`: at the last one, so that many little losses count together.
 */
export function isTooMuchGone(left: number, before: number): boolean {
  return left * 5 < before * 4
}
