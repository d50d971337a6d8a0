import type { Account, Trace } from '../model/account.ts'
import type { Directory, Log } from '../ports.ts'
import { accountsInUnit } from './accounts-in-unit.ts'
import { changedAccounts } from './changed-accounts.ts'
import { checkSettings, type DirectorySettings } from './check-settings.ts'
import { createGate } from './create-gate.ts'
import { createLookUps } from './create-look-ups.ts'
import { createOpener } from './create-opener.ts'
import { createPlaceholder } from './create-placeholder.ts'
import { findAccounts } from './find-accounts.ts'
import { hasAccounts } from './has-accounts.ts'
import { inspectServers } from './inspect-servers.ts'
import { mayCreateAccounts } from './may-create-accounts.ts'
import { membersOfGroup } from './members-of-group.ts'
import type { Session } from './open-session.ts'
import { removePlaceholder } from './remove-placeholder.ts'
import { streamAccounts } from './stream-accounts.ts'
import { streamInTurn } from './stream-in-turn.ts'
import { traceAccounts } from './trace-accounts.ts'

/** Each has connections of its own, one to a server, beside those that all look-ups share. */
const maxStreams = 4

/**
 * Active Directory over LDAP. Connects at the first call. Throws 'invalid-configuration' when the
 * settings can't be right; its calls reject with 'directory-unavailable' or the signal's reason.
 */
export function createDirectory(settings: DirectorySettings, log: Log): Directory {
  const checked = checkSettings(settings)
  const { baseDns, userFilter } = checked
  const opener = createOpener(checked, log)
  const lookUp = createLookUps(opener)
  const streams = createGate(maxStreams)
  return {
    async domains(signal) {
      const [domains = []] = await lookUp(baseDns, async ({ layout }) => layout.domains, signal)
      return domains
    },
    streamAccounts: (signal, marked) =>
      streamInTurn(streams, () => streamAccounts(opener, checked, log, signal, marked), signal),
    changesSince: (mark, most, signal) =>
      changedAccounts(lookUp, checked, { mark, most }, log, signal),
    async findAccounts(keys, signal) {
      const find = (session: Session) => findAccounts(session, keys, userFilter, log, signal)
      return eachOnce((await lookUp(baseDns, find, signal)).flat())
    },
    async traceAccounts(objectGuids, signal) {
      const trace = (session: Session) => traceAccounts(session, objectGuids, signal)
      return eachTraceOnce((await lookUp(baseDns, trace, signal)).flat())
    },
    membersOfGroup: (groupDn, signal) => membersOfGroup(lookUp, baseDns, groupDn, log, signal),
    accountsInUnit: (unitDn, signal) =>
      inUnit(unitDn, session => accountsInUnit(session, unitDn, log, signal), signal),
    createPlaceholder: (placeholder, signal) =>
      inUnit(
        placeholder.unitDn,
        session => createPlaceholder(session, placeholder, log, signal),
        signal
      ),
    removePlaceholder: (unitDn, objectGuid, signal) =>
      inUnit(
        unitDn,
        session => removePlaceholder(session, unitDn, objectGuid, log, signal),
        signal
      ),
    async hasAccounts(signal) {
      const has = (session: Session) => hasAccounts(session, userFilter, signal)
      return (await lookUp(baseDns, has, signal)).includes(true)
    },
    mayCreateAccounts: (unitDn, signal) =>
      inUnit(unitDn, session => mayCreateAccounts(session, unitDn, signal), signal),
    inspectServers: signal => inspectServers(opener, checked, signal),
    close: async () => opener.close()
  }

  /** One server holds the whole unit, in whichever domain it is. */
  async function inUnit<T>(
    unitDn: string,
    work: (session: Session) => Promise<T>,
    signal: AbortSignal
  ): Promise<T> {
    const [value] = await lookUp([unitDn], work, signal)
    return value as T
  }
}

/** A move between domains may be under way: then two servers show the account. */
function eachOnce(accounts: readonly Account[]): readonly Account[] {
  return [...new Map(accounts.map(account => [account.objectGuid, account])).values()]
}

/** Of a move between domains one server may show what is left behind: the living one counts. */
function eachTraceOnce(traces: readonly Trace[]): readonly Trace[] {
  const living = traces.filter(trace => trace.deletedAt === undefined)
  const all = [...traces, ...living].map(trace => [trace.objectGuid, trace] as const)
  return [...new Map(all).values()]
}
