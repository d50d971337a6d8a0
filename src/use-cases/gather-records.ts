import type { Link } from '../model/link.ts'
import type { User } from '../model/user.ts'
import { recordNameKey } from '../planning/logon-name.ts'
import type { RecordState } from '../planning/move.ts'
import type { Context } from './context.ts'
import { byUser, gatherFrame, gatherUsers, type Gathered } from './gather-world.ts'

/** Every record of the organization as it is now, and what the link baseline knows of it. */
export interface Records extends Pick<Gathered, 'identity' | 'domains' | 'protection'> {
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
  return {
    ...frame,
    users,
    links,
    byId: new Map(users.map(user => [user.systemUserId, user])),
    states: users.map(user => {
      const link = links.get(user.systemUserId)
      return {
        systemUserId: user.systemUserId,
        fullName: user.fullName,
        domainName: user.domainName,
        nameKey: recordNameKey(user.domainName, frame.domains),
        ...(link && { objectGuid: link.objectGuid })
      }
    })
  }
}
