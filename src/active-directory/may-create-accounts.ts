import { PresenceFilter } from 'ldapts'
import type { Session } from './open-session.ts'

/**
 * Whether whoever is logged on may create users in the unit, as far as the server tells that
 * ([MS-ADTS] 3.1.1.4.5.19): undefined when it says nothing about any class.
 */
export async function mayCreateAccounts(
  { all }: Session,
  unitDn: string,
  signal: AbortSignal
): Promise<boolean | undefined> {
  const search = {
    scope: 'base' as const,
    filter: new PresenceFilter({ attribute: 'objectClass' }),
    attributes: ['allowedChildClasses', 'allowedChildClassesEffective']
  }
  const [entry] = await all(unitDn, search, signal)
  const values = (name: string) => [entry?.[name] ?? []].flat()
  if (values('allowedChildClasses').length === 0) return undefined
  return values('allowedChildClassesEffective').includes('user')
}
