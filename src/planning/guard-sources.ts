/** How much a source answered, and in how many pages. */
export interface SourceSize {
  readonly entries: number
  readonly pages: number
}

export interface Sources {
  readonly users: SourceSize
  readonly accounts: SourceSize
}

/** The page limits of Active Directory (MaxPageSize) and the Dynamics Web API. */
const limits = { users: 5000, accounts: 1000 } as const

/** A source may lose a fifth between two scans; more is an accident until a person says otherwise. */
const leastPercent = 80

/**
 * Why a scan must fail rather than call everyone orphaned; `undefined` when the sources are
 * believable. `last` are the sizes at the last scan that succeeded, none at the first.
 *
 * | answered                                  | says                                           |
 * |-------------------------------------------|------------------------------------------------|
 * | nothing                                   | refused, always                                |
 * | exactly the page limit, on a page or none | refused, always: the rest was cut off          |
 * | exactly the page limit, on more pages     | believed: paging works                         |
 * | less than 80 % of the last good scan      | refused, unless a person accepts it            |
 * | 80 % or more, or no scan before           | believed                                       |
 */
export function guardSources(
  sources: Sources,
  last?: { readonly users: number; readonly accounts: number }
): string | undefined {
  return (
    guard('Dynamics', 'users', sources.users, limits.users, last?.users) ??
    guard('Active Directory', 'accounts', sources.accounts, limits.accounts, last?.accounts)
  )
}

function guard(
  source: string,
  what: string,
  { entries, pages }: SourceSize,
  limit: number,
  last: number | undefined
): string | undefined {
  const answered = `${source} answered ${entries} ${what}`
  const before = last === undefined ? '' : `; the last good scan saw ${last}`
  if (entries === 0) return `${answered}${before}. ${advice}`
  if (entries === limit && pages <= 1) {
    return `${answered} on one page, exactly its limit of ${limit}, so some are probably missing. Check that paging works for this service's account; nothing was compared.`
  }
  if (last !== undefined && entries * 100 < last * leastPercent) {
    return `${answered}${before}, and ${Math.ceil((last * leastPercent) / 100)} are the least that is believed. ${advice} If that many really left, repeat the scan with acceptSmallerSources.`
  }
  return undefined
}

const advice =
  'Check the search base, the filter and the rights of the service; nothing was compared.'
