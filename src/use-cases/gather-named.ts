import type { User, UserKeys } from '../model/user.ts'
import { RelinkError } from '../errors.ts'
import { addressesOf, indexAccounts, keysOf } from '../planning/account-index.ts'
import { foundBy } from '../planning/found-by.ts'
import { fold, nameKeys, spellings } from '../planning/logon-name.ts'
import type { Domain } from '../model/account.ts'
import type { Context } from './context.ts'
import { byUser, gatherFrame, type Gathered } from './gather-world.ts'
import { ownEmployeeIds } from './own-employee-ids.ts'

export interface NamedWorld {
  readonly world: Gathered
  /** The users that were asked for; the world also holds those who claim the same accounts. */
  readonly asked: ReadonlySet<string>
  /** The names that no Dynamics user has, as the caller wrote them. */
  readonly unknown: readonly string[]
}

/** A few users by name, and whoever else might claim their accounts. */
export async function gatherNamed(
  context: Context,
  names: readonly string[],
  signal: AbortSignal
): Promise<NamedWorld> {
  const frame = await gatherFrame(context, signal)
  const { domains } = frame
  const asked = await context.organization.findUsers(userKeys(names, domains), signal)
  const rivals = await findRivals(context, asked, domains, signal)
  const users = unique([...asked, ...rivals])
  const links = await context.store.links.ofUsers(users.map(user => user.systemUserId))
  const accounts = await context.directory.findAccounts(keysOf(users, links, domains), signal)
  if (accounts.length === 0) await refuseEmptyDirectory(context, signal)
  return {
    world: {
      ...frame,
      users,
      links: byUser(links),
      accounts: indexAccounts(accounts, domains),
      sizes: {
        users: { entries: users.length, pages: 1 },
        accounts: { entries: accounts.length, pages: 1 }
      }
    },
    asked: new Set(asked.map(user => user.systemUserId)),
    unknown: names.filter(name => !asked.some(user => foundBy(user, name, domains)))
  }
}

/** Records that say an account to which an asked user may lead is theirs, or are linked to it. */
async function findRivals(
  context: Context,
  asked: readonly User[],
  domains: readonly Domain[],
  signal: AbortSignal
): Promise<readonly User[]> {
  const { organization, directory, store } = context
  const links = await store.links.ofUsers(asked.map(user => user.systemUserId))
  const accounts = await directory.findAccounts(keysOf(asked, links, domains), signal)
  const others = await store.links.ofAccounts(accounts.map(account => account.objectGuid))
  const addresses = accounts.flatMap(addressesOf)
  const keys: UserKeys = {
    systemUserIds: new Set(others.map(link => link.systemUserId)),
    domainNames: new Set([
      ...accounts.flatMap(account => spellings(account.logonName, domains)),
      ...addresses
    ]),
    emails: new Set(addresses),
    employeeIds: await ownEmployeeIds(context, accounts, signal)
  }
  return organization.findUsers(keys, signal)
}

function userKeys(names: readonly string[], domains: readonly Domain[]): UserKeys {
  const folded = names.map(fold).filter(name => name !== '')
  const written = names.flatMap(name => nameKeys(name, domains).logonName ?? [])
  return {
    systemUserIds: new Set(folded.filter(name => guid.test(name))),
    domainNames: new Set([
      ...folded.filter(name => !guid.test(name)),
      ...written.flatMap(name => spellings(name, domains))
    ]),
    emails: new Set(folded.filter(name => name.includes('@'))),
    employeeIds: new Set()
  }
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Nothing found means something only where something could have been found. */
async function refuseEmptyDirectory({ directory }: Context, signal: AbortSignal): Promise<void> {
  if (await directory.hasAccounts(signal)) return
  throw new RelinkError('source-too-small', {
    detail:
      'Active Directory shows this service no accounts at all, so nothing was compared. Check DIRECTORY_BASE_DN, DIRECTORY_USER_FILTER and the rights of the bind account.'
  })
}

function unique(users: readonly User[]): readonly User[] {
  return [...new Map(users.map(user => [user.systemUserId, user])).values()]
}
