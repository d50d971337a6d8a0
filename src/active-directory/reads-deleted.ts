import { NoSuchObjectError, PresenceFilter, ResultCodeError } from 'ldapts'
import type { Session } from './open-session.ts'
import { showDeleted } from './show-deleted.ts'

/**
 * Whether we may look into `CN=Deleted Objects` of every domain that the server holds. Samba shows
 * the container to everybody, but its attributes to those only who have the right.
 */
export async function readsDeleted(
  { layout, all }: Session,
  signal: AbortSignal
): Promise<boolean> {
  const search = {
    scope: 'base' as const,
    filter: new PresenceFilter({ attribute: 'objectClass' }),
    attributes: ['isDeleted']
  }
  for (const context of layout.held) {
    const [container] = await all(`CN=Deleted Objects,${context}`, search, signal, [
      showDeleted(true)
    ]).catch(refused)
    if (container?.['isDeleted'] !== 'TRUE') return false
  }
  return layout.held.length > 0
}

/** To those without the right, Windows acts as if it weren't there; 12: a server without the control. */
function refused(error: unknown): [] {
  const isRefusal = error instanceof ResultCodeError && [12, 50].includes(error.code)
  if (isRefusal || error instanceof NoSuchObjectError) return []
  throw error
}
