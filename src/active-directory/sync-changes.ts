import { AndFilter, OrFilter, ResultCodeError, type Entry, type Filter } from 'ldapts'
import { DirSync, type DirSyncFlags } from './dir-sync.ts'
import { explainFault } from './explain-fault.ts'
import { guidFilters } from './guid-filters.ts'
import { inBatches } from './in-batches.ts'
import type { Session } from './open-session.ts'
import { readsDeleted } from './reads-deleted.ts'
import {
  attributesOfChange,
  changedContainer,
  changedEntry,
  guidsOf,
  nothing,
  type Changed
} from './what-changed.ts'

/** Where a naming context stands by DirSync: any of its domain controllers understands the cookie. */
export interface DirSyncPlace {
  readonly by: 'DirSync'
  readonly flags: DirSyncFlags
  /** Base64. */
  readonly cookie: string
}

/**
 * Undefined where the server has no DirSync, or we may not use it so that it shows what was deleted:
 * with the right to replicate it shows all, else whoever may look at deleted objects sees them.
 */
export async function placeBySync(
  session: Session,
  context: string,
  signal: AbortSignal
): Promise<DirSyncPlace | undefined> {
  for (const flags of [0, 1] as const) {
    if (flags === 1 && !(await readsDeleted(session, signal))) return undefined
    const start = { by: 'DirSync', flags, cookie: '' } as const
    const found = await sync(session, context, start, nothing, ['name'], signal, 0)
    if (found) return { ...start, cookie: found.cookie }
  }
  return undefined
}

/** Undefined where the server no longer takes the cookie, or shows us what was deleted; or for too much. */
export async function changesBySync(
  session: Session,
  context: string,
  place: DirSyncPlace,
  { userFilter, most }: { readonly userFilter: Filter | undefined; readonly most: number },
  signal: AbortSignal
): Promise<(Changed & { readonly place: DirSyncPlace }) | undefined> {
  if (place.flags === 1 && !(await readsDeleted(session, signal))) return undefined
  const attributes = attributesOfChange(userFilter)
  const found = await sync(session, context, place, changedEntry, attributes, signal, most)
  if (!found) return undefined
  const { entries, cookie } = found
  return {
    objectGuids: guidsOf(entries.filter(entry => !isNewContainer(entry))),
    movesOthers:
      entries.some(isOldest) ||
      (await findsContainer(session, context, guidsOf(entries.filter(isRenamed)), signal)),
    place: { ...place, cookie }
  }
}

/** Only of what is new the class is told. */
function isNewContainer({ objectClass = [] }: Entry): boolean {
  return objectClass.length > 0 && ![objectClass].flat().includes('user')
}

/** Another server of the domain may tell all anew: then also CN=Builtin, as old as the domain. */
function isOldest({ objectClass = [] }: Entry): boolean {
  return [objectClass].flat().includes('builtinDomain')
}

/** Moved or renamed. Of what was there before, only what changed is told: not when it was made. */
function isRenamed({ name = [], whenCreated = [], isDeleted }: Entry): boolean {
  return name.length > 0 && whenCreated.length === 0 && isDeleted !== 'TRUE'
}

async function findsContainer(
  { finds }: Session,
  context: string,
  objectGuids: readonly string[],
  signal: AbortSignal
): Promise<boolean> {
  for (const guids of inBatches(objectGuids)) {
    const own = new OrFilter({ filters: guids.flatMap(guidFilters) })
    const filter = new AndFilter({ filters: [changedContainer, own] })
    if (await finds(context, { filter, attributes: ['objectGUID'] }, signal)) return true
  }
  return false
}

/** Undefined when the server refuses, answers as no server should, or has more than `most` to tell. */
async function sync(
  { once }: Session,
  context: string,
  { flags, cookie }: DirSyncPlace,
  filter: Filter,
  attributes: string[],
  signal: AbortSignal,
  most: number
): Promise<{ readonly entries: readonly Entry[]; readonly cookie: string } | undefined> {
  const search = { filter, attributes, explicitBufferAttributes: ['objectGUID'] }
  const entries: Entry[] = []
  let last: Buffer = Buffer.from(cookie, 'base64')
  for (;;) {
    const control = new DirSync(flags, last)
    const found = await unlessRefused(once(context, search, signal, [control]))
    const { answer } = control
    if (!found || !answer) return undefined
    for (const entry of found) entries.push(entry)
    if (entries.length > most) return undefined
    if (!answer.hasMore) return { entries, cookie: answer.cookie.toString('base64') }
    if (answer.cookie.equals(last)) return undefined
    last = answer.cookie
  }
}

/** For lack of rights, or of the control; not for being busy. */
async function unlessRefused<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ResultCodeError && !explainFault(error).isPassing) return undefined
    throw error
  }
}
