import type { Link } from '../model/link.ts'
import type { User } from '../model/user.ts'
import { indexAccounts, type AccountIndex } from '../planning/account-index.ts'
import { upnOf } from '../planning/logon-name.ts'
import type { RecordState } from '../planning/move.ts'
import type { Context } from './context.ts'
import { byUser, gatherFrame, gatherUsers, type Frame } from './gather-world.ts'
import { writtenNameKeys } from './written-name-keys.ts'

/** Every record of the organization as it is now, and what the link baseline knows of it. */
export interface Records extends Frame {
  readonly users: readonly User[]
  readonly byId: ReadonlyMap<string, User>
  readonly links: ReadonlyMap<string, Link>
  readonly states: readonly RecordState[]
  /** One form per logon name; an account that carries a UPN goes before the one that it implies. */
  readonly key: (domainName: string) => string
}

/** `others` are names that those of the records are compared with. */
export async function gatherRecords(
  context: Context,
  signal: AbortSignal,
  others: readonly string[] = []
): Promise<Records> {
  const [frame, users, links] = await Promise.all([
    gatherFrame(context, signal),
    gatherUsers(context, signal),
    context.store.links.all().then(byUser)
  ])
  const accounts = await findNamed(context, frame, users, others, signal)
  return {
    ...frame,
    users,
    links,
    byId: new Map(users.map(user => [user.systemUserId, user])),
    states: users.map(user => toState(user, frame, accounts, links)),
    key: accounts.keyOf
  }
}

/** The accounts behind names that don't say all themselves: UPNs, and what records are parked on. */
async function findNamed(
  { directory }: Context,
  { domains, isParked }: Frame,
  users: readonly User[],
  others: readonly string[],
  signal: AbortSignal
): Promise<AccountIndex> {
  const parked = users.filter(isParked).map(user => user.domainName)
  const names = [...users.map(user => user.domainName), ...others]
  const upns = names.flatMap(name => upnOf(name) ?? [])
  const keys = writtenNameKeys([...parked, ...upns], domains)
  return indexAccounts(await directory.findAccounts(keys, signal), domains)
}

/** A parked record holds the account of its placeholder, whatever the link baseline remembers. */
function toState(
  user: User,
  { isParked }: Frame,
  accounts: AccountIndex,
  links: ReadonlyMap<string, Link>
): RecordState {
  const { systemUserId, fullName, domainName } = user
  const held = (isParked(user) ? accounts.named(domainName) : links.get(systemUserId))?.objectGuid
  const nameKey = accounts.keyOf(domainName)
  return { systemUserId, fullName, domainName, nameKey, ...(held && { objectGuid: held }) }
}
