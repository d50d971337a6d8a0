import type { Directory, Log } from '../ports.ts'
import { accountsInUnit } from './accounts-in-unit.ts'
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
import { removePlaceholder } from './remove-placeholder.ts'
import { streamAccounts } from './stream-accounts.ts'
import { streamInTurn } from './stream-in-turn.ts'
import { traceAccounts } from './trace-accounts.ts'

/** Each has a connection of its own, beside the one that all look-ups share. */
const maxStreams = 4

/**
 * Active Directory over LDAP. Connects at the first call. Throws 'invalid-configuration' when the
 * settings can't be right; its calls reject with 'directory-unavailable' or the signal's reason.
 */
export function createDirectory(settings: DirectorySettings, log: Log): Directory {
  const checked = checkSettings(settings)
  const { userFilter } = checked
  const opener = createOpener(checked, log)
  const lookUp = createLookUps(opener)
  const streams = createGate(maxStreams)
  return {
    domains: signal => lookUp(async ({ layout }) => layout.domains, signal),
    streamAccounts: signal =>
      streamInTurn(streams, () => streamAccounts(opener, checked, log, signal), signal),
    findAccounts: (keys, signal) =>
      lookUp(session => findAccounts(session, keys, userFilter, log, signal), signal),
    traceAccounts: (objectGuids, signal) =>
      lookUp(session => traceAccounts(session, objectGuids, signal), signal),
    membersOfGroup: (groupDn, signal) =>
      lookUp(session => membersOfGroup(session, groupDn, signal), signal),
    accountsInUnit: (unitDn, signal) =>
      lookUp(session => accountsInUnit(session, unitDn, log, signal), signal),
    createPlaceholder: (placeholder, signal) =>
      lookUp(session => createPlaceholder(session, placeholder, log, signal), signal),
    removePlaceholder: (unitDn, objectGuid, signal) =>
      lookUp(session => removePlaceholder(session, unitDn, objectGuid, log, signal), signal),
    hasAccounts: signal => lookUp(session => hasAccounts(session, userFilter, signal), signal),
    mayCreateAccounts: (unitDn, signal) =>
      lookUp(session => mayCreateAccounts(session, unitDn, signal), signal),
    inspectServers: signal => inspectServers(opener, checked.servers, signal),
    close: async () => opener.close()
  }
}
