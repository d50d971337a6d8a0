import type { ServerReport } from '../ports.ts'
import { asUnavailable } from './as-unavailable.ts'
import type { CheckedSettings, Server } from './check-settings.ts'
import type { Opener } from './create-opener.ts'
import { findUnheld } from './find-unheld.ts'
import { asSession, type Connection, type Session } from './open-session.ts'
import { readLogonName } from './read-logon-name.ts'
import { readRootDse } from './read-root-dse.ts'
import { readsDeleted } from './reads-deleted.ts'
import { shareDomains } from './share-domains.ts'

/**
 * Each configured server on its own, one after the other, over connections of their own: elsewhere
 * one that answers hides those that don't.
 */
export async function inspectServers(
  opener: Opener,
  { servers, baseDns }: Pick<CheckedSettings, 'servers' | 'baseDns'>,
  signal: AbortSignal
): Promise<readonly ServerReport[]> {
  const reports: ServerReport[] = []
  for (const server of servers) {
    const report = await inspect(opener, server, baseDns, signal)
    if (!isToldAlready(report, reports)) reports.push(report)
  }
  return reports
}

/** A refused log-on, or a password that can't be read, keeps us from all of them. */
function isToldAlready(report: ServerReport, reports: readonly ServerReport[]): boolean {
  if (report.kind !== 'failed') return false
  return reports.some(other => other.kind === 'failed' && other.detail === report.detail)
}

async function inspect(
  opener: Opener,
  server: Server,
  baseDns: readonly string[],
  signal: AbortSignal
): Promise<ServerReport> {
  const which = { server: server.name, security: server.security }
  try {
    const connection = await opener.openOn(server, signal)
    try {
      const session = alone(connection, baseDns)
      const lacks = findUnheld([connection.holdings], baseDns)
      return { kind: 'reached', ...which, lacks, ...(await findOut(session, signal)) }
    } finally {
      connection.close()
    }
  } catch (error) {
    const { detail } = asUnavailable(error, server).details
    return { kind: 'failed', ...which, detail: signal.aborted ? noTimeLeft(server) : detail }
  }
}

/** As if there were no other server: it answers for all that it holds, and reads what is asked for of that. */
function alone(connection: Connection, baseDns: readonly string[]): Session {
  const { holdings } = connection
  const [layout] = shareDomains([holdings], [holdings], baseDns)
  return asSession(connection, { ...holdings, bases: layout?.bases ?? [] })
}

function noTimeLeft({ name }: Server): string {
  return `${name}: it had not answered when time was up. Check it, and those named before it.`
}

async function findOut(session: Session, signal: AbortSignal) {
  const { domains, bases } = session.layout
  const rootDse = await readRootDse(session, signal)
  const logonName = await readLogonName(session, rootDse, signal)
  return {
    domains,
    bases,
    offers: rootDse.offers,
    readsDeleted: await readsDeleted(session, signal),
    ...(logonName !== undefined && { logonName })
  }
}
