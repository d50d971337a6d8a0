import type { AccountKeys } from '../model/account.ts'

/** For a look-up of accounts by logon name and GUID alone. */
export function logonNameKeys(names: Iterable<string>, guids: Iterable<string> = []): AccountKeys {
  return {
    guids: new Set(guids),
    sids: new Set(),
    logonNames: new Set(names),
    addresses: new Set(),
    employeeIds: new Set()
  }
}
