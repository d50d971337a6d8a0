import type { Link } from '../model/link.ts'
import type { LinkRow } from '../model/requests.ts'

export interface ImportJudgement {
  readonly faults: readonly { readonly pointer: string; readonly detail: string }[]
  readonly fresh: readonly LinkRow[]
  readonly unchanged: number
}

/**
 * Holds imported rows against each other and the link baseline. A row may replace the account of
 * its own user; an account that another user keeps is a conflict, since Dynamics links an account
 * to one record at most.
 */
export function judgeImport(rows: readonly LinkRow[], known: readonly Link[]): ImportJudgement {
  const tidy = rows.map(({ systemUserId, objectGuid }) => ({
    systemUserId: systemUserId.toLowerCase(),
    objectGuid: objectGuid.toLowerCase()
  }))
  const accountOf = new Map(known.map(link => [link.systemUserId, link.objectGuid]))
  const fresh = tidy.filter(row => accountOf.get(row.systemUserId) !== row.objectGuid)
  return {
    faults: [...doubles(tidy), ...taken(tidy, known)],
    fresh,
    unchanged: tidy.length - fresh.length
  }
}

function doubles(rows: readonly LinkRow[]): ImportJudgement['faults'] {
  const users = new Map<string, number>()
  const accounts = new Map<string, number>()
  return rows.flatMap(({ systemUserId, objectGuid }, index) => {
    const first = users.get(systemUserId) ?? accounts.get(objectGuid)
    users.set(systemUserId, users.get(systemUserId) ?? index)
    accounts.set(objectGuid, accounts.get(objectGuid) ?? index)
    if (first === undefined) return []
    const detail = `Row ${first} names the same user or the same account. Keep one of them.`
    return [{ pointer: `/value/${index}`, detail }]
  })
}

function taken(rows: readonly LinkRow[], known: readonly Link[]): ImportJudgement['faults'] {
  const imported = new Set(rows.map(row => row.systemUserId))
  const keeper = new Map(
    known
      .filter(link => !imported.has(link.systemUserId))
      .map(link => [link.objectGuid, link.systemUserId])
  )
  return rows.flatMap(({ objectGuid }, index) => {
    const other = keeper.get(objectGuid)
    if (!other) return []
    const detail = `The account is linked to the user ${other} already. Import that user's row as well, or leave this one out.`
    return [{ pointer: `/value/${index}`, detail }]
  })
}
