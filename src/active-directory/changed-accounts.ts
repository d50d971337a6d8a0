import type { Filter } from 'ldapts'
import { untold, type AccountChanges, type Mark, type Untold } from '../model/changes.ts'
import type { Log } from '../ports.ts'
import type { CheckedSettings } from './check-settings.ts'
import type { LookUp } from './create-look-ups.ts'
import { findAccounts } from './find-accounts.ts'
import { domainOf, isSame, liesWithin } from './distinguished-name.ts'
import { changesByNumber, placeByNumber, type NumberPlace } from './number-changes.ts'
import type { Session } from './open-session.ts'
import { accountAttributes } from './read-account.ts'
import { changesBySync, placeBySync, type DirSyncPlace } from './sync-changes.ts'

type Place = DirSyncPlace | NumberPlace

/** What a mark's text says. */
interface Marked {
  /** What is read of the directory: with another setting, or another domain, a mark is void. */
  readonly scope: string
  /** Of each naming context that accounts are read from. */
  readonly places: Readonly<Record<string, Place>>
}

type Settings = Pick<CheckedSettings, 'baseDns' | 'userFilter'>

/** To know changes saves time, and is nothing to fail for. */
export async function markAccounts(
  sessions: readonly Session[],
  settings: Settings,
  signal: AbortSignal
): Promise<Mark | Untold> {
  if (hasLinks(settings.userFilter)) return untold(followsLinks)
  const places: Record<string, Place> = {}
  for (const session of sessions) {
    for (const context of contextsOf(session)) {
      const place = await orNone(placeOf(session, context, signal), signal)
      if (!place) return untold(noPlace(context))
      places[context] = place
    }
  }
  return asMark({ scope: scopeOf(sessions, settings), places })
}

/** Everything that changed in the naming contexts of the mark, also outside of the bases. */
export async function changedAccounts(
  lookUp: LookUp,
  settings: Settings,
  { mark, most }: { readonly mark: string; readonly most: number },
  log: Log,
  signal: AbortSignal
): Promise<AccountChanges | Untold> {
  const { scope, places } = JSON.parse(mark) as Marked
  const parts = await lookUp(
    settings.baseDns,
    session => changesOn(session, places, settings, most, log, signal),
    signal
  )
  const sessions = parts.map(part => part.session)
  if (scopeOf(sessions, settings) !== scope) {
    return untold('Other accounts are asked for than at the scan before.')
  }
  const next: Record<string, Place> = {}
  const objectGuids = new Set<string>()
  for (const { context, changed } of parts.flatMap(part => part.changes)) {
    if (!changed) return untold(otherServer(context))
    if (changed.movesOthers) return untold(movedUnit(context))
    next[context] = changed.place
    for (const guid of changed.objectGuids) objectGuids.add(guid)
  }
  if (objectGuids.size > most) return untold('So much changed that it was to be read anew.')
  const accounts = parts.flatMap(part => part.accounts)
  return { ...asMark({ scope, places: next }), objectGuids, accounts }
}

/** What changed is read where it was told: another server may not have it yet. */
async function changesOn(
  session: Session,
  places: Marked['places'],
  settings: Settings,
  most: number,
  log: Log,
  signal: AbortSignal
) {
  const changes: { readonly context: string; readonly changed: Changes | undefined }[] = []
  for (const context of contextsOf(session)) {
    const changed = await changesOf(
      session,
      context,
      places[context],
      { ...settings, most },
      signal
    )
    changes.push({ context, changed })
  }
  const guids = new Set(changes.flatMap(({ changed }) => changed?.objectGuids ?? []))
  const isOfUse =
    guids.size <= most && changes.every(({ changed }) => changed?.movesOthers === false)
  const accounts = isOfUse
    ? await findAccounts(session, { ...noKeys, guids }, settings.userFilter, log, signal)
    : []
  return { session, changes, accounts }
}

type Changes = NonNullable<Awaited<ReturnType<typeof changesOf>>>

const noKeys = {
  sids: new Set<string>(),
  logonNames: new Set<string>(),
  addresses: new Set<string>(),
  employeeIds: new Set<string>()
}

async function placeOf(session: Session, context: string, signal: AbortSignal) {
  return (
    (await placeBySync(session, context, signal)) ?? (await placeByNumber(session, context, signal))
  )
}

async function changesOf(
  session: Session,
  context: string,
  place: Place | undefined,
  { userFilter, most }: Settings & { readonly most: number },
  signal: AbortSignal
) {
  switch (place?.by) {
    case 'DirSync':
      return changesBySync(session, context, place, { userFilter, most }, signal)
    case 'uSNChanged':
      return changesByNumber(session, context, place, most, signal)
    case undefined:
      return undefined
  }
}

async function orNone<T>(asked: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await asked
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

/** What is read, and of whom: otherwise there would be no telling what is new. */
function scopeOf(sessions: readonly Session[], { baseDns, userFilter }: Settings): string {
  const domains = sessions[0]?.layout.domains.map(each => Object.values(each).join()) ?? []
  return JSON.stringify([
    baseDns,
    userFilter?.toString() ?? '',
    domains.toSorted(),
    sessions.flatMap(contextsOf).toSorted(),
    accountAttributes
  ])
}

/** Each that a base lies in, or that lies in a base. */
function contextsOf({ layout: { bases, held, domains } }: Session): readonly string[] {
  const around = bases.flatMap(base => domainOf(base, domains)?.distinguishedName ?? [])
  return held.filter(
    context =>
      around.some(domain => isSame(domain, context)) ||
      bases.some(base => liesWithin(context, base))
  )
}

/**
 * What it asks for is not the account's own, or each domain controller's own: it may change, and the
 * account does not. Of the matching rules, those for bits are about the account's own.
 */
function hasLinks(filter: Filter | undefined): boolean {
  const elsewhere =
    /memberOf|directReports|managedObjects|\w+BL\b|msDS-|lastLog(on|off)\b|logonCount|badP(wd|assword)|(?<!\.80[34]):=/i
  return elsewhere.test(filter?.toString() ?? '')
}

const followsLinks =
  'DIRECTORY_USER_FILTER asks for what a domain controller does not count as a change of the account (memberOf, for one).'

function noPlace(context: string): string {
  return `Deleted accounts can't be seen in ${context}, or changes are not told there, so nobody would learn who is gone: let the account of DIRECTORY_BIND_DN see them (its rights are in docs/active-directory.md).`
}

function otherServer(context: string): string {
  return `What answers for ${context} is not the server that was read before, no longer shows us what was deleted, or has too much to tell.`
}

function movedUnit(context: string): string {
  return `A unit of ${context} was moved, renamed or changed, and all that is in it with it.`
}

function asMark(marked: Marked): Mark {
  return { kind: 'mark', mark: JSON.stringify(marked) }
}
