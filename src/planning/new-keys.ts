import type { AccountKeys } from '../model/account.ts'

/** Those of `now` that are not among `before`. */
export function newKeys(now: AccountKeys, before: AccountKeys): AccountKeys {
  return {
    guids: now.guids.difference(before.guids),
    sids: now.sids.difference(before.sids),
    logonNames: now.logonNames.difference(before.logonNames),
    addresses: now.addresses.difference(before.addresses),
    employeeIds: now.employeeIds.difference(before.employeeIds)
  }
}
