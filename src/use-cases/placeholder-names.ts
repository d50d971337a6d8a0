import type { Domain } from '../model/account.ts'
import type { World } from '../planning/classify.ts'
import { fold, recordNameKey } from '../planning/logon-name.ts'
import type { Context } from './context.ts'
import { logonNameKeys } from './logon-name-keys.ts'

/** The names that an operator configured: the list in its order, then the unit by name; each once. */
export async function placeholderNames(
  { policy, directory }: Context,
  signal: AbortSignal
): Promise<readonly string[]> {
  const unit = policy.placeholderUnit
  const inUnit = unit ? await directory.accountsInUnit(unit, signal) : []
  const names = [...policy.placeholders, ...inUnit.map(account => account.logonName).toSorted()]
  return [...new Map(names.map(name => [fold(name), name])).values()]
}

/** objectGUIDs of the pool, of those that are there; where none is configured, nobody is asked. */
export async function placeholderGuids(
  context: Context,
  signal: AbortSignal
): Promise<ReadonlySet<string>> {
  if (!isPoolConfigured(context)) return new Set()
  const domains = await context.directory.domains(signal)
  const names = await placeholderNames(context, signal)
  const keys = logonNameKeys(names.map(name => recordNameKey(name, domains)))
  const accounts = await context.directory.findAccounts(keys, signal)
  return new Set(accounts.map(account => account.objectGuid))
}

/**
 * Whether an account is of the pool; whether a record names a placeholder: one of the pool, or one
 * that it was parked on before.
 */
export async function recognisePlaceholders(
  context: Context,
  domains: readonly Domain[],
  signal: AbortSignal
): Promise<Pick<World, 'isParked' | 'isPlaceholder'>> {
  const key = (name: string) => recordNameKey(name, domains)
  const pool = new Set((await placeholderNames(context, signal)).map(key))
  const parks = await context.store.executions.parks()
  const before = new Set(parks.map(park => `${park.systemUserId} ${key(park.placeholder)}`))
  return {
    isPlaceholder: ({ logonName }) => pool.has(fold(logonName)),
    isParked: ({ systemUserId, domainName }) =>
      pool.has(key(domainName)) || before.has(`${systemUserId} ${key(domainName)}`)
  }
}

/** Also when it shows nobody just now: an empty unit doesn't open the pool to anything. */
export function isPoolConfigured({ policy }: Context): boolean {
  return policy.placeholders.length > 0 || policy.placeholderUnit !== undefined
}
