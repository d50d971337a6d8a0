import type { Account, Domain } from '../../src/model/account.ts'
import { isWanted } from '../../src/planning/account-index.ts'
import type { Directory } from '../../src/ports.ts'

export const contoso: Domain = {
  netbiosName: 'CONTOSO',
  dnsName: 'contoso.test',
  distinguishedName: 'DC=contoso,DC=test'
}

/** Accounts in memory; `groups` maps a DN to the objectGUIDs of its members. */
export function fakeDirectory(
  accounts: readonly Account[],
  groups: Readonly<Record<string, readonly string[]>> = {}
): Directory {
  return {
    domains: async () => [contoso],
    async *streamAccounts() {
      yield accounts
    },
    findAccounts: async keys => accounts.filter(account => isWanted(account, keys)),
    membersOfGroup: async dn => groups[dn] ?? [],
    accountsInUnit: async () => [],
    createPlaceholder: () => Promise.reject(new Error('not here')),
    removePlaceholder: async () => {},
    hasAccounts: async () => accounts.length > 0,
    close: async () => {}
  }
}
