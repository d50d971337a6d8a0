export interface Random {
  readonly seed: number
  /** From `least` to below `most`. */
  between(least: number, most: number): number
  shuffled<Item>(items: readonly Item[]): Item[]
}

/** The same numbers for the same seed (mulberry32), so that a failure can be seen again. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    seed,
    between: (least, most) => least + next() * (most - least),
    shuffled: items =>
      items
        .map(item => ({ item, rank: next() }))
        .toSorted((one, other) => one.rank - other.rank)
        .map(({ item }) => item)
  }
}
