import { RelinkError } from '../errors.ts'
import type { ConnectionStep } from '../model/health.ts'
import { nameKeys } from '../planning/logon-name.ts'
import type { Connections } from './check-connections.ts'
import { findNamedAccounts } from './find-named-accounts.ts'
import { fail, note, pass, takeStep, type Finding } from './take-step.ts'

/** Whether the configured placeholders are there. Whether they are free only the service knows. */
export async function checkPlaceholders(
  connections: Connections,
  signal: AbortSignal
): Promise<readonly ConnectionStep[]> {
  const { placeholders, placeholderUnit } = connections.policy
  const steps: Promise<ConnectionStep>[] = []
  if (placeholders.length > 0) {
    steps.push(step('placeholder-accounts', () => findPlaceholders(connections, signal)))
  }
  if (placeholderUnit !== undefined) {
    steps.push(step('placeholder-unit', () => findUnit(connections, placeholderUnit, signal)))
  }
  if (steps.length === 0) steps.push(step('placeholder-accounts', async () => noPool))
  return Promise.all(steps)
}

function step(name: ConnectionStep['name'], find: () => Promise<Finding>): Promise<ConnectionStep> {
  return takeStep({ side: 'directory', name }, find)
}

const noPool = note(
  'No placeholders are configured, so each plan that needs some must name them. Set ' +
    'PLACEHOLDER_ACCOUNTS or PLACEHOLDER_OU.'
)

async function findPlaceholders(
  { directory, policy }: Connections,
  signal: AbortSignal
): Promise<Finding> {
  const names = policy.placeholders
  const domains = await directory.domains(signal)
  const accounts = await findNamedAccounts(directory, names, domains, signal)
  const missing = names.filter(name => !accounts.named(nameKeys(name, domains).logonName ?? ''))
  if (missing.length === 0) return pass(`Every placeholder is there: ${names.join(', ')}.`)
  return fail(
    `Active Directory shows no account of these names: ${missing.join(', ')}. Correct ` +
      'PLACEHOLDER_ACCOUNTS, or make the accounts where DIRECTORY_BASE_DN and ' +
      'DIRECTORY_USER_FILTER let them be seen.'
  )
}

async function findUnit(
  { directory, policy }: Connections,
  unitDn: string,
  signal: AbortSignal
): Promise<Finding> {
  const { length } = await directory.accountsInUnit(unitDn, signal).catch(inUnit)
  const found = `The unit ${unitDn} of PLACEHOLDER_OU is there; accounts in it: ${length}`
  if (!policy.makesPlaceholders) return length > 0 ? pass(`${found}.`) : emptyUnit(found)
  const may = await directory.mayCreateAccounts(unitDn, signal)
  if (may === undefined) return note(`${found}. Whether we may create accounts there is not told.`)
  if (may) return pass(`${found}. We may create accounts there.`)
  return fail(
    `${found}. But we may not create accounts there. Grant the account of DIRECTORY_BIND_DN to ` +
      'create and delete users in it, or set PLACEHOLDER_CREATE=false.'
  )
}

/** The fault names a server; which of the configured places it was has to be said here. */
function inUnit(cause: unknown): never {
  if (!(cause instanceof RelinkError)) throw cause
  const detail = `PLACEHOLDER_OU: ${cause.details.detail}`
  throw new RelinkError(cause.code, { ...cause.details, detail, cause })
}

function emptyUnit(found: string): Finding {
  return fail(`${found}. Make placeholders there, or set PLACEHOLDER_CREATE=true.`)
}
