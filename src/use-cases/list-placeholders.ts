import type { Account, Domain } from '../model/account.ts'
import type { Placeholder } from '../model/placeholder.ts'
import { present } from '../model/present.ts'
import type { User } from '../model/user.ts'
import { fold, nameKeys, recordNameKey, spellings } from '../planning/logon-name.ts'
import type { Context } from './context.ts'
import { logonNameKeys } from './gather-named.ts'
import { parkedBy } from './parked-by.ts'

/**
 * The pool: accounts of PLACEHOLDER_ACCOUNTS in their order, then those of PLACEHOLDER_OU. Fit is
 * what exists in AD, is held by no record of any state and used by no execution.
 */
export async function listPlaceholders(
  context: Context,
  names: readonly string[],
  signal: AbortSignal
): Promise<readonly Placeholder[]> {
  const domains = await context.directory.domains(signal)
  const pool = await findPool(context, names, domains, signal)
  const holders = await findHolders(context, pool, domains, signal)
  const leases = await parkedBy(context.store)
  return pool.map(({ name, account }) =>
    toPlaceholder(name, account, holders.get(fold(name)), leases.get(fold(name)))
  )
}

/** The names that an operator configured, by list and by organizational unit. */
export async function placeholderNames(
  { policy, directory }: Context,
  signal: AbortSignal
): Promise<readonly string[]> {
  const unit = policy.placeholderUnit
  const inUnit = unit ? await directory.accountsInUnit(unit, signal) : []
  const names = [...policy.placeholders, ...inUnit.map(account => account.logonName)]
  return [...new Map(names.map(name => [fold(name), name])).values()]
}

interface Candidate {
  readonly name: string
  readonly account?: Account
}

async function findPool(
  { directory }: Context,
  names: readonly string[],
  domains: readonly Domain[],
  signal: AbortSignal
): Promise<readonly Candidate[]> {
  const keys = names.flatMap(name => nameKeys(name, domains).logonName ?? [])
  const accounts = await directory.findAccounts(logonNameKeys(keys), signal)
  const byName = new Map(accounts.map(account => [fold(account.logonName), account]))
  return names.map(name => {
    const account = byName.get(nameKeys(name, domains).logonName ?? '')
    return account ? { name: account.logonName, account } : { name }
  })
}

/** Placeholder name → the record that holds it. */
async function findHolders(
  { organization }: Context,
  pool: readonly Candidate[],
  domains: readonly Domain[],
  signal: AbortSignal
): Promise<ReadonlyMap<string, User>> {
  const names = new Set(pool.flatMap(({ name }) => spellings(name, domains)))
  const keys = { systemUserIds: new Set<string>(), domainNames: names, emails: new Set<string>() }
  const users = names.size > 0 ? await organization.findUsers(keys, signal) : []
  return new Map(users.map(user => [recordNameKey(user.domainName, domains), user]))
}

function toPlaceholder(
  name: string,
  account: Account | undefined,
  holder: User | undefined,
  leasedBy: string | undefined
): Placeholder {
  const known = {
    account: name,
    objectGuid: account?.objectGuid,
    distinguishedName: account?.distinguishedName
  }
  if (leasedBy) {
    const reason = 'A running execution uses it.'
    return present({ ...known, status: 'leased' as const, reason, leasedBy })
  }
  const reason = unfitReason(account, holder)
  return present({ ...known, status: reason ? ('unfit' as const) : ('free' as const), reason })
}

function unfitReason(account: Account | undefined, holder: User | undefined): string | undefined {
  if (!account) return 'Active Directory has no account of this name.'
  if (holder) return `The record of ${holder.fullName} (${holder.systemUserId}) holds it.`
  return undefined
}
