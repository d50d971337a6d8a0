/** A set of small numbers (below 31) as the bits of one. */
export type Bits = number

export function bit(index: number): Bits {
  return 1 << index
}

/** In ascending order. */
export function members(bits: Bits): readonly number[] {
  const indexes: number[] = []
  for (let rest = bits; rest !== 0; rest &= rest - 1) indexes.push(31 - Math.clz32(rest & -rest))
  return indexes
}

/** All subsets with so many members. */
export function subsets(bits: Bits, size: number): readonly Bits[] {
  if (size === 0) return [0]
  const [first] = members(bits)
  if (first === undefined) return []
  const rest = bits & ~bit(first)
  return [...subsets(rest, size - 1).map(each => each | bit(first)), ...subsets(rest, size)]
}
