import type { Domain } from '../model/account.ts'
import type { ConnectionStep } from '../model/health.ts'
import type { ServerReport } from '../ports.ts'
import type { Connections } from './check-connections.ts'
import { checkPlaceholders } from './check-placeholders.ts'
import { fail, note, pass, takeStep, type Finding } from './take-step.ts'

type Reached = Extract<ServerReport, { kind: 'reached' }>

/** Where no server lets us in nothing else is asked: each attempt may count towards a lock-out. */
export async function checkDirectory(
  connections: Connections,
  signal: AbortSignal
): Promise<readonly ConnectionStep[]> {
  const reports = await connections.directory.inspectServers(signal)
  const reached = reports.filter(report => report.kind === 'reached')
  const steps = reports.flatMap(stepsOfServer)
  if (reached.length === 0) return steps
  return [
    ...steps,
    ...stepsOfForest(reached),
    await step('accounts', () => seeAccounts(connections, signal)),
    ...(await checkPlaceholders(connections, signal)),
    ...(await seeGroups(connections, signal))
  ]
}

function step(name: ConnectionStep['name'], find: () => Promise<Finding>): Promise<ConnectionStep> {
  return takeStep({ side: 'directory', name }, find)
}

function stepsOfServer(report: ServerReport): ConnectionStep[] {
  if (report.kind === 'failed') return [told('server', fail(report.detail))]
  const { server, security } = report
  return [
    told('server', pass(`${server} answers, ${encryptions[security]}.`)),
    told('logon', logonOf(report)),
    told('offers', offersOf(report)),
    told('deleted-objects', deletedOf(report))
  ]
}

function told(name: ConnectionStep['name'], finding: Finding): ConnectionStep {
  return { side: 'directory', name, ...finding }
}

const encryptions: Readonly<Record<Reached['security'], string>> = {
  ldaps: 'encrypted by LDAPS',
  startTls: 'encrypted by StartTLS',
  none: 'in clear text, which is allowed on this machine alone'
}

function logonOf({ server, logonName }: Reached): Finding {
  if (logonName) return pass(`${server} knows us as ${logonName}.`)
  return note(`${server} let us in and does not tell as whom.`)
}

/** An answer that can't be had in pages ends at the server's limit. */
function offersOf({ server, offers }: Reached): Finding {
  if (offers.includes('paged results')) return pass(`${server} offers ${offers.join(', ')}.`)
  return fail(
    `${server} offers no paged results, so that not everybody could be read. ` +
      'Name a domain controller of Active Directory in DIRECTORY_URL.'
  )
}

function deletedOf({ server, readsDeleted }: Reached): Finding {
  if (readsDeleted) return pass(`${server} lets us see deleted accounts.`)
  return note(
    `${server} does not let us see deleted accounts: nothing fails by that. If it is wanted, grant ` +
      'the account of DIRECTORY_BIND_DN to list and read CN=Deleted Objects (dsacls).'
  )
}

/** Of all servers together: each may hold another domain. What nobody holds the next step finds out. */
function stepsOfForest(reached: readonly Reached[]): ConnectionStep[] {
  const names = nameAll(reached.flatMap(({ domains }) => domains))
  const bases = new Set(reached.flatMap(report => report.bases))
  return [
    told('domains', pass(`The forest has these domains: ${names}.`)),
    ...stepsOfUnheld(reached),
    told('search-bases', pass(`Accounts are looked for below ${[...bases].join(' and ')}.`))
  ]
}

/** A forest often has a root where nobody lives: so this fails nothing. */
function stepsOfUnheld(reached: readonly Reached[]): ConnectionStep[] {
  const unheld = reached
    .flatMap(({ lacks }) => lacks)
    .filter(({ dnsName }) =>
      reached.every(({ lacks }) => lacks.some(other => other.dnsName === dnsName))
    )
  if (unheld.length === 0) return []
  const detail =
    `No server of DIRECTORY_URL that answers holds ${nameAll(unheld)}: whoever has an account ` +
    'there looks orphaned. Add a domain controller of it, or a global catalog (ldaps://…:3269), to ' +
    'DIRECTORY_URL; or, to leave it out, name the domains to be read in DIRECTORY_BASE_DN, none of ' +
    'which may lie above it.'
  return [told('domains', note(detail))]
}

function nameAll(domains: readonly Domain[]): string {
  const names = domains.map(({ netbiosName, dnsName }) => `${netbiosName} (${dnsName})`)
  return [...new Set(names)].join(', ')
}

async function seeAccounts({ directory }: Connections, signal: AbortSignal): Promise<Finding> {
  if (await directory.hasAccounts(signal)) return pass('Accounts are to be seen there.')
  return fail(
    'No account is to be seen there. Check DIRECTORY_BASE_DN and DIRECTORY_USER_FILTER, and that ' +
      'the account of DIRECTORY_BIND_DN may read users.'
  )
}

/** One after the other: a group may have a whole company in it. */
async function seeGroups(
  { directory, policy }: Connections,
  signal: AbortSignal
): Promise<readonly ConnectionStep[]> {
  const steps: ConnectionStep[] = []
  for (const dn of policy.protectedGroups) {
    const find = async (): Promise<Finding> => {
      const { length } = await directory.membersOfGroup(dn, signal)
      return pass(`The protected group ${dn} is there; accounts in it: ${length}.`)
    }
    steps.push(await step('protected-groups', find))
  }
  return steps
}
