import type { Link } from '../model/link.ts'
import type { User } from '../model/user.ts'
import { fold, recordNameKey } from '../planning/logon-name.ts'
import type { RecordState } from '../planning/move.ts'
import type { Context } from './context.ts'
import { byUser, gatherFrame, gatherUsers, type Frame } from './gather-world.ts'
import { logonNameKeys } from './logon-name-keys.ts'

/** Every record of the organization as it is now, and what the link baseline knows of it. */
export interface Records extends Frame {
  readonly users: readonly User[]
  readonly byId: ReadonlyMap<string, User>
  readonly links: ReadonlyMap<string, Link>
  readonly states: readonly RecordState[]
}

export async function gatherRecords(context: Context, signal: AbortSignal): Promise<Records> {
  const [frame, users, links] = await Promise.all([
    gatherFrame(context, signal),
    gatherUsers(context, signal),
    context.store.links.all().then(byUser)
  ])
  const parked = await parkedGuids(context, frame, users, signal)
  return {
    ...frame,
    users,
    links,
    byId: new Map(users.map(user => [user.systemUserId, user])),
    states: users.map(user => toState(user, frame, parked, links))
  }
}

/** A parked record holds the account of its placeholder, whatever the link baseline remembers. */
async function parkedGuids(
  { directory }: Context,
  { domains, isParked }: Frame,
  users: readonly User[],
  signal: AbortSignal
): Promise<ReadonlyMap<string, string>> {
  const names = users.filter(isParked).map(user => recordNameKey(user.domainName, domains))
  const accounts = await directory.findAccounts(logonNameKeys(names), signal)
  return new Map(accounts.map(account => [fold(account.logonName), account.objectGuid]))
}

function toState(
  user: User,
  { domains, isParked }: Frame,
  parked: ReadonlyMap<string, string>,
  links: ReadonlyMap<string, Link>
): RecordState {
  const { systemUserId, fullName, domainName } = user
  const nameKey = recordNameKey(domainName, domains)
  const held = isParked(user) ? parked.get(nameKey) : links.get(systemUserId)?.objectGuid
  return { systemUserId, fullName, domainName, nameKey, ...(held && { objectGuid: held }) }
}
