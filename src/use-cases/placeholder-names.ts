import type { Domain } from '../model/account.ts'
import type { User } from '../model/user.ts'
import { fold, recordNameKey } from '../planning/logon-name.ts'
import type { Context } from './context.ts'

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

/** Whether a record names a placeholder: one of the pool, or one that it was parked on before. */
export async function parkedUsers(
  context: Context,
  domains: readonly Domain[],
  signal: AbortSignal
): Promise<(user: User) => boolean> {
  const key = (name: string) => recordNameKey(name, domains)
  const pool = new Set((await placeholderNames(context, signal)).map(key))
  const parks = await context.store.executions.parks()
  const before = new Set(parks.map(park => `${park.systemUserId} ${key(park.placeholder)}`))
  return ({ systemUserId, domainName }) =>
    pool.has(key(domainName)) || before.has(`${systemUserId} ${key(domainName)}`)
}

/** Also when it shows nobody just now: an empty unit doesn't open the pool to anything. */
export function isPoolConfigured({ policy }: Context): boolean {
  return policy.placeholders.length > 0 || policy.placeholderUnit !== undefined
}
