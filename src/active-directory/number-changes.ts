import {
  AndFilter,
  GreaterThanEqualsFilter,
  NoSuchObjectError,
  PresenceFilter,
  type Entry,
  type Filter,
  type SearchOptions
} from 'ldapts'
import { guidText } from './guid.ts'
import type { Session } from './open-session.ts'
import { readsDeleted } from './reads-deleted.ts'
import { showDeleted } from './show-deleted.ts'
import { changedAccount, changedContainer, guidsOf, type Changed } from './what-changed.ts'

/**
 * Where one domain controller stands by its own count of changes (`uSNChanged`). Another one counts
 * otherwise, and so does this one after it was restored: then its invocationId is another, too.
 */
export interface NumberPlace {
  readonly by: 'uSNChanged'
  readonly invocationId: string
  readonly usn: number
}

/** Undefined where it can't be read, or what was deleted can't be seen. */
export async function placeByNumber(
  session: Session,
  context: string,
  signal: AbortSignal
): Promise<NumberPlace | undefined> {
  const place = await readPlace(session, signal)
  if (!place || !(await readsDeleted(session, signal))) return undefined
  const isTold = await session.finds(context, { filter: numberedFrom(0) }, signal)
  return isTold ? place : undefined
}

/** Undefined where somebody else counts now, what was deleted is no longer shown to us, or for too much. */
export async function changesByNumber(
  session: Session,
  context: string,
  { invocationId, usn }: NumberPlace,
  most: number,
  signal: AbortSignal
): Promise<(Changed & { readonly place: NumberPlace }) | undefined> {
  const place = await readPlace(session, signal)
  if (place?.invocationId !== invocationId || place.usn < usn) return undefined
  if (!(await readsDeleted(session, signal))) return undefined
  const since = (kind: Filter) => atMost(most, session, context, numbered(kind, usn + 1), signal)
  const accounts = await since(changedAccount)
  const containers = await since(changedContainer)
  if (!accounts || !containers) return undefined
  const isNew = ({ uSNCreated }: Entry) => Number(uSNCreated) > usn
  return { objectGuids: guidsOf(accounts), movesOthers: !containers.every(isNew), place }
}

/** Undefined for more. */
async function atMost(
  most: number,
  { pages }: Session,
  context: string,
  search: SearchOptions,
  signal: AbortSignal
): Promise<readonly Entry[] | undefined> {
  const entries: Entry[] = []
  for await (const page of pages(context, search, signal, [showDeleted(true)])) {
    entries.push(...page)
    if (entries.length > most) return undefined
  }
  return entries
}

function numbered(kind: Filter, from: number) {
  return {
    filter: new AndFilter({ filters: [kind, numberedFrom(from)] }),
    attributes: ['objectGUID', 'uSNCreated'],
    explicitBufferAttributes: ['objectGUID']
  }
}

/** LDAP has no `>`: whoever asks from the last one on gets it again. */
function numberedFrom(usn: number): Filter {
  return new GreaterThanEqualsFilter({ attribute: 'uSNChanged', value: String(usn) })
}

async function readPlace({ all }: Session, signal: AbortSignal): Promise<NumberPlace | undefined> {
  const base = {
    scope: 'base' as const,
    filter: new PresenceFilter({ attribute: 'objectClass' })
  }
  const attributes = ['highestCommittedUSN', 'dsServiceName']
  const [root] = await all('', { ...base, attributes }, signal)
  const [count, service] = [root?.['highestCommittedUSN'], root?.['dsServiceName']]
  // What is not shown is an empty list in ldapts, and as a number that would be 0.
  const usn = typeof count === 'string' ? Number(count) : Number.NaN
  if (!Number.isSafeInteger(usn) || typeof service !== 'string') return undefined
  const [settings] = await all(
    service,
    { ...base, attributes: ['invocationId'], explicitBufferAttributes: ['invocationId'] },
    signal
  ).catch((error: unknown) => {
    if (error instanceof NoSuchObjectError) return []
    throw error
  })
  const bytes = settings?.['invocationId']
  const invocationId = Buffer.isBuffer(bytes) ? guidText(bytes) : undefined
  return invocationId === undefined ? undefined : { by: 'uSNChanged', invocationId, usn }
}
