/** Beyond some 500 terms the time of a domain controller grows faster than their number. */
const maxTerms = 250

/** The terms of one OR each. */
export function inBatches<Term>(terms: readonly Term[]): Term[][] {
  return Array.from({ length: Math.ceil(terms.length / maxTerms) }, (_, i) =>
    terms.slice(i * maxTerms, (i + 1) * maxTerms)
  )
}
