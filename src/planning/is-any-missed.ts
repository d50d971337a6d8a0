import type { Account, AccountKeys } from '../model/account.ts'
import { addressesOf } from './account-index.ts'
import { fold } from './logon-name.ts'

/**
 * Whether a look-up found nobody for a key beyond ASCII. Keys are folded, and a server may compare such
 * letters otherwise (`K`, the Kelvin sign, is our `k`): one that reads everything would find the account.
 */
export function isAnyMissed(
  { logonNames, addresses, employeeIds }: AccountKeys,
  found: readonly Account[]
): boolean {
  const known = new Set(
    found.flatMap(account => [
      fold(account.logonName),
      ...addressesOf(account),
      fold(account.employeeId ?? '')
    ])
  )
  return [...logonNames, ...addresses, ...employeeIds].some(
    key => !isAscii.test(key) && !known.has(key)
  )
}

const isAscii = /^[\0-\x7f]*$/
