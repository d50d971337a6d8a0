import type { Account } from '../model/account.ts'

/** Accounts by a key that is nearly always one account's: only where it is not, a list is kept. */
export interface AccountGroups {
  /** The keys of one account come one after the other. */
  add(key: string, account: Account): void
  /** All accounts with the key. */
  all(key: string): readonly Account[]
  /** The account with the key; none when several have it. */
  only(key: string): Account | undefined
  /** Those whose key more than so many have. */
  sharedByMore(count: number): readonly Account[]
}

/** A blank key is none. */
export function groupAccounts(): AccountGroups {
  const first = new Map<string, Account>()
  const several = new Map<string, Account[]>()
  return {
    add(key, account) {
      const known = first.get(key)
      if (!known) {
        if (key !== '') first.set(key, account)
      } else if (known !== account) {
        const sharers = several.get(key)
        if (!sharers) several.set(key, [known, account])
        else if (sharers.at(-1) !== account) sharers.push(account)
      }
    },
    all(key) {
      const one = first.get(key)
      return one === undefined ? [] : (several.get(key) ?? [one])
    },
    only: key => (several.has(key) ? undefined : first.get(key)),
    sharedByMore: count => [...several.values()].filter(sharers => sharers.length > count).flat()
  }
}
