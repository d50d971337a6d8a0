import type { Account } from '../../src/model/account.ts'
import type { User } from '../../src/model/user.ts'
import { isWanted } from '../../src/planning/account-index.ts'
import type { Directory, Organization } from '../../src/ports.ts'
import { fakeDirectory } from './directory.ts'
import { fakeOrganization } from './organization.ts'

export type ChangingWorld = ReturnType<typeof changingWorld>

/** Both outside worlds, which count their changes as real servers do. */
export function changingWorld(users: readonly User[], accounts: readonly Account[]) {
  const records = new Map(users.map(user => [user.systemUserId, user]))
  const people = new Map(accounts.map(account => [account.objectGuid, account]))
  const changes: { readonly of: 'account' | 'user'; readonly id: string }[] = []
  const asked: string[] = []
  const since = (mark: string, kind: 'account' | 'user') =>
    new Set(changes.slice(Number(mark)).flatMap(({ of, id }) => (of === kind ? id : [])))
  const here = () => ({ kind: 'mark', mark: String(changes.length) }) as const
  const directory: Directory = {
    ...fakeDirectory([]),
    hasAccounts: async () => people.size > 0,
    async *streamAccounts(_signal, marked) {
      marked?.(here())
      asked.push('all accounts')
      yield [...people.values()]
    },
    findAccounts: async keys => [...people.values()].filter(account => isWanted(account, keys)),
    traceAccounts: async () => [],
    changesSince: async mark => {
      const objectGuids = since(mark, 'account')
      const accounts = [...people.values()].filter(each => objectGuids.has(each.objectGuid))
      return { ...here(), objectGuids, accounts }
    }
  }
  const organization: Organization = {
    ...fakeOrganization([]),
    async *streamUsers() {
      asked.push('all users')
      yield [...records.values()]
    },
    mark: async () => here(),
    changesSince: async mark => {
      const ids = since(mark, 'user')
      return { ...here(), users: [...ids].flatMap(id => records.get(id) ?? []) }
    }
  }
  return {
    directory,
    organization,
    records,
    people,
    /** What was read whole, in order. */
    asked,
    setUser(user: User): void {
      changes.push({ of: 'user', id: user.systemUserId })
      records.set(user.systemUserId, { ...user, etag: `W/"changed ${changes.length}"` })
    },
    setAccount(account: Account): void {
      changes.push({ of: 'account', id: account.objectGuid })
      people.set(account.objectGuid, account)
    },
    removeAccount(objectGuid: string): void {
      changes.push({ of: 'account', id: objectGuid })
      people.delete(objectGuid)
    }
  }
}
