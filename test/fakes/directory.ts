import type { Account, Domain, Trace } from '../../src/model/account.ts'
import { isWanted } from '../../src/planning/account-index.ts'
import type { Directory, ServerReport, UnitAccount } from '../../src/ports.ts'

export const contoso: Domain = {
  netbiosName: 'CONTOSO',
  dnsName: 'contoso.test',
  distinguishedName: 'DC=contoso,DC=test'
}

const reached: ServerReport = {
  kind: 'reached',
  server: 'dc1.contoso.test:636',
  security: 'ldaps',
  logonName: 'CONTOSO\\svc-relink',
  domains: [contoso],
  lacks: [],
  bases: [contoso.distinguishedName],
  offers: ['paged results', 'DirSync', 'deleted objects'],
  readsDeleted: true
}

/** Scans read everything: what tells changes is in `changing-world.ts`. */
export const untold = { kind: 'untold', reason: 'Nobody keeps count here.' } as const

/**
 * Accounts in memory; `groups` maps a DN to the objectGUIDs of its members, `traces` are of others.
 */
export function fakeDirectory(
  accounts: readonly Account[],
  groups: Readonly<Record<string, readonly string[]>> = {},
  traces: readonly Trace[] = []
): Directory {
  return {
    domains: async () => [contoso],
    async *streamAccounts() {
      yield accounts
    },
    changesSince: async () => untold,
    findAccounts: async keys => accounts.filter(account => isWanted(account, keys)),
    traceAccounts: async guids =>
      [...traces, ...accounts.map(living)].filter(trace => guids.has(trace.objectGuid)),
    membersOfGroup: async dn => groups[dn] ?? [],
    accountsInUnit: async () => [],
    createPlaceholder: () => Promise.reject(new Error('not here')),
    removePlaceholder: async () => {},
    hasAccounts: async () => accounts.length > 0,
    mayCreateAccounts: async () => true,
    inspectServers: async () => [reached],
    close: async () => {}
  }
}

function living({ objectGuid, distinguishedName }: Account): Trace {
  return { objectGuid, distinguishedName }
}

/** With one unit in which accounts are made and removed, each at the time that `now` tells. */
export function withUnit(
  directory: Directory,
  now: () => string
): Directory & { readonly unit: UnitAccount[]; readonly faults: (Error | undefined)[] } {
  const unit: UnitAccount[] = []
  const faults: (Error | undefined)[] = []
  return {
    ...directory,
    unit,
    /** What the next accounts to be made come to, in turn; undefined for one that works. */
    faults,
    findAccounts: async (keys, signal) => [
      ...(await directory.findAccounts(keys, signal)),
      ...unit.filter(account => isWanted(account, keys))
    ],
    accountsInUnit: async () => [...unit],
    async createPlaceholder({ unitDn, accountName, madeFor }) {
      const fault = faults.shift()
      if (fault) throw fault
      const made = {
        objectGuid: crypto.randomUUID(),
        logonName: `CONTOSO\\${accountName}`,
        sidHistory: [],
        proxyAddresses: [],
        distinguishedName: `CN=${accountName},${unitDn}`,
        isEnabled: false,
        whenCreated: now(),
        madeFor
      }
      unit.push(made)
      return made
    },
    async removePlaceholder(_, objectGuid) {
      const at = unit.findIndex(account => account.objectGuid === objectGuid)
      if (at !== -1) unit.splice(at, 1)
    }
  }
}
