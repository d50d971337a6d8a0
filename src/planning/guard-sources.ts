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
const leastShare = 0.8

/**
 * Why a scan must fail rather than call everyone orphaned; `undefined` when the sources are
 * believable. `last` are the sizes at the last scan that succeeded.
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
  if (entries === 0) return `${source} answered no ${what} at all. ${advice}`
  if (entries === limit && pages <= 1) {
    return `${source} answered exactly ${limit} ${what}, its size limit, so some are probably missing. Check that paging works for this service's account.`
  }
  if (last !== undefined && entries < last * leastShare) {
    return `${source} answered ${entries} ${what}; the last good scan saw ${last}. ${advice} If that many really left, repeat the scan with acceptSmallerSources.`
  }
  return undefined
}

const advice =
  'Check the search base, the filter and the rights of the service; nothing was compared.'
