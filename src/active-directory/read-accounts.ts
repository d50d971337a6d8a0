import type { Entry } from 'ldapts'
import type { Account, Domain } from '../model/account.ts'
import type { Log } from '../ports.ts'
import { readAccount } from './read-account.ts'

/** The accounts among the entries; what is none is named in the log. */
export function readAccounts(
  entries: readonly Entry[],
  domains: readonly Domain[],
  log: Log
): Account[] {
  return entries.flatMap(entry => {
    const reading = readAccount(entry, domains)
    if (reading.kind === 'account') return [reading.account]
    const { attribute } = reading
    log.debug({ attribute, distinguishedName: entry.dn }, 'entry refused')
    return []
  })
}
