import type { AccountKeys } from '../../src/model/account.ts'

export function keys(some: Partial<Record<keyof AccountKeys, readonly string[]>>): AccountKeys {
  return {
    guids: new Set(some.guids),
    sids: new Set(some.sids),
    logonNames: new Set(some.logonNames),
    addresses: new Set(some.addresses),
    employeeIds: new Set(some.employeeIds)
  }
}
