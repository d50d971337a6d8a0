import type { Account } from '../model/account.ts'
import { untold, type Untold } from '../model/changes.ts'
import type { Link } from '../model/link.ts'
import type { Snapshot, SnapshotPage } from '../model/snapshot.ts'
import type { User } from '../model/user.ts'
import { indexAccounts, isWanted, keysOf } from '../planning/account-index.ts'
import { isAnyMissed } from '../planning/is-any-missed.ts'
import { newKeys } from '../planning/new-keys.ts'
import { isTooMuchGone, mostWorthReading } from '../planning/guard-changes.ts'
import type { SnapshotStore, Store } from '../ports.ts'
import type { Context } from './context.ts'
import { byUser, gatherFrame, type Gathered } from './gather-world.ts'

/** Everyone, as the last scan saw them and as they changed since. */
interface Renewed {
  readonly kind: 'renewed'
  readonly world: Gathered
  readonly changes: SnapshotPage
  readonly marks: Pick<Snapshot, 'directoryMark' | 'organizationMark'>
}

/**
 * Reads what changed since the snapshot was taken, and the accounts that changed records and
 * new links lead to by keys that they did not have before: for these none was kept.
 */
export async function gatherChanged(
  context: Context,
  last: Snapshot,
  signal: AbortSignal
): Promise<Renewed | Untold> {
  const { directory, organization, store } = context
  const sizes = await store.scans.lastSizes(last.organizationId)
  const most = mostWorthReading(sizes?.accounts ?? 0)
  const [ofAccounts, ofUsers, frame, { seen, links }] = await Promise.all([
    directory.changesSince(last.directoryMark, most, signal),
    organization.changesSince(last.organizationMark, signal),
    gatherFrame(context, signal),
    readStore(store, last)
  ])
  if (ofAccounts.kind === 'untold') return ofAccounts
  if (ofUsers.kind === 'untold') return ofUsers
  if (!seen) return replaced
  const changed = ofUsers.users.filter(
    user => seen.users.get(user.systemUserId)?.etag !== user.etag
  )
  const former = changed.flatMap(user => seen.users.get(user.systemUserId) ?? [])
  for (const user of changed) seen.users.set(user.systemUserId, user)
  const users = [...seen.users.values()]
  if (changed.length > mostWorthReading(users.length)) return muchChanged
  const asked = newKeys(
    keysOf(changed, unseen(links, seen, ofAccounts.objectGuids), frame.domains),
    keysOf(former, [], frame.domains)
  )
  const looking = directory.findAccounts(asked, signal)
  const keys = keysOf(users, links, frame.domains)
  const lookedUp = await looking
  if (isAnyMissed(asked, lookedUp)) return oddLetters
  // What was read with the changes goes before: a look-up may have met a server that is behind.
  const found = eachOnce([...lookedUp, ...ofAccounts.accounts])
  const accounts = found.filter(account => isWanted(account, keys))
  const gone = without(ofAccounts.objectGuids, accounts).filter(guid => seen.accounts.has(guid))
  for (const guid of gone) seen.accounts.delete(guid)
  for (const account of accounts) seen.accounts.set(account.objectGuid, account)
  if (isTooMuchGone(seen.accounts.size, last.accountCount)) return muchGone
  return {
    kind: 'renewed',
    changes: { users: changed, accounts, gone },
    marks: { directoryMark: ofAccounts.mark, organizationMark: ofUsers.mark },
    world: {
      ...frame,
      users,
      links: byUser(links),
      accounts: indexAccounts(seen.accounts.values(), frame.domains),
      sizes: {
        users: { entries: changed.length, pages: 1 },
        accounts: { entries: found.length, pages: 1 }
      }
    }
  }
}

async function readStore(store: Store, last: Snapshot) {
  const seen = await readSnapshot(store.snapshots, last)
  return { seen, links: await store.links.all() }
}

interface Seen {
  readonly users: Map<string, User>
  readonly accounts: Map<string, Account>
}

/** Undefined when another scan took its place meanwhile: then pages may be missing. */
async function readSnapshot(
  store: SnapshotStore,
  { organizationId, readingId, pageCount }: Snapshot
): Promise<Seen | undefined> {
  let count = 0
  const seen: Seen = { users: new Map(), accounts: new Map() }
  for await (const page of store.pages(readingId)) {
    count += 1
    for (const user of page.users) seen.users.set(user.systemUserId, user)
    for (const guid of page.gone) seen.accounts.delete(guid)
    for (const account of page.accounts) seen.accounts.set(account.objectGuid, account)
  }
  const now = await store.get(organizationId)
  return now?.readingId === readingId && count === pageCount ? seen : undefined
}

/**
 * Links whose account was not there, or not known to be anybody's, when it was looked for last; and
 * those whose account changed: it may be gone, and another have its SID.
 */
function unseen(
  links: readonly Link[],
  { users, accounts }: Seen,
  changed: ReadonlySet<string>
): readonly Link[] {
  return links.filter(
    ({ systemUserId, objectGuid }) =>
      users.has(systemUserId) && (!accounts.has(objectGuid) || changed.has(objectGuid))
  )
}

/** The last of several. */
function eachOnce(accounts: readonly Account[]): readonly Account[] {
  return [...new Map(accounts.map(account => [account.objectGuid, account])).values()]
}

function without(guids: ReadonlySet<string>, accounts: readonly Account[]): readonly string[] {
  return [...guids.difference(new Set(accounts.map(account => account.objectGuid)))]
}

const replaced = untold('Another scan read everything at the same time.')

const muchChanged = untold('So much changed that it was to be read anew.')

const muchGone = untold(
  'Many accounts are gone: whether that is believed, a scan of everything must say.'
)

const oddLetters = untold(
  'A name in a record that changed has letters by which a look-up may not find its account.'
)
