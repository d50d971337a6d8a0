import type { Account, Domain } from '../model/account.ts'
import type { Placeholder } from '../model/placeholder.ts'
import { present } from '../model/present.ts'
import type { User } from '../model/user.ts'
import type { AccountIndex } from '../planning/account-index.ts'
import { fold, nameKeys, spellings, upnOf } from '../planning/logon-name.ts'
import { accountReason, type Protection } from '../planning/protected-reason.ts'
import type { Context } from './context.ts'
import { findNamedAccounts } from './find-named-accounts.ts'
import { gatherFrame } from './gather-world.ts'
import { madePlaceholders, type MadePlaceholder } from './made-placeholders.ts'
import { parkedBy } from './parked-by.ts'
import { placeholderNames } from './placeholder-names.ts'

/** The pool, in the configured order: accounts of PLACEHOLDER_ACCOUNTS, then those of PLACEHOLDER_OU. */
export async function listPlaceholders(
  context: Context,
  signal: AbortSignal
): Promise<readonly Placeholder[]> {
  const names = await placeholderNames(context, signal)
  return (await judgePlaceholders(context, names, signal)).map(({ placeholder }) => placeholder)
}

export interface JudgedPlaceholder {
  readonly placeholder: Placeholder
  /**
   * What stands against a plan with it. A lease to an execution doesn't, for executions don't overlap;
   * that to the plan which it was made for does.
   */
  readonly fault?: string
}

/**
 * Fit is what exists in AD, is nobody's protected account, and is held by no record of any state,
 * by its name or by the link baseline. Two spellings of one account are one placeholder. What was made
 * for a plan is for that plan alone.
 */
export async function judgePlaceholders(
  context: Context,
  names: readonly string[],
  signal: AbortSignal,
  forPlanId?: string
): Promise<readonly JudgedPlaceholder[]> {
  const { domains, protection } = await gatherFrame(context, signal)
  const accounts = await findNamedAccounts(context.directory, names, domains, signal)
  const pool = poolOf(names, accounts, domains)
  const holders = await findHolders(context, pool, accounts, domains, signal)
  const linked = await findLinked(context, pool)
  const parked = await parkedBy(context.store)
  const made = await madePlaceholders(context, signal)
  const foreign = made.filter(({ madeFor }) => madeFor.planId !== forPlanId)
  const leased = new Map(foreign.map(each => [each.objectGuid, each]))
  return pool.map(candidate => {
    const guid = candidate.account?.objectGuid ?? ''
    const lease = leaseOf(parked.get(fold(candidate.name)), leased.get(guid))
    const fault =
      accountFault(candidate, protection) ??
      holderFault(holders.get(fold(candidate.name))) ??
      linkFault(linked.get(guid)) ??
      madeFault(leased.get(guid))
    return toPlaceholder(candidate, fault, lease)
  })
}

interface Candidate {
  readonly name: string
  readonly account?: Account
}

function poolOf(
  names: readonly string[],
  accounts: AccountIndex,
  domains: readonly Domain[]
): readonly Candidate[] {
  const pool = names.map((name): Candidate => {
    const account = accounts.named(nameKeys(name, domains).logonName ?? '')
    return account ? { name: account.logonName, account } : { name }
  })
  return [...new Map(pool.map(each => [fold(each.name), each])).values()]
}

/** Placeholder name → the record that holds it. */
async function findHolders(
  { organization }: Context,
  pool: readonly Candidate[],
  accounts: AccountIndex,
  domains: readonly Domain[],
  signal: AbortSignal
): Promise<ReadonlyMap<string, User>> {
  const upns = pool.flatMap(({ account }) => upnOf(account?.userPrincipalName ?? '') ?? [])
  const names = new Set([...upns, ...pool.flatMap(({ name }) => spellings(name, domains))])
  const none = new Set<string>()
  const keys = { systemUserIds: none, domainNames: names, emails: none, employeeIds: none }
  const users = names.size > 0 ? await organization.findUsers(keys, signal) : []
  return new Map(users.map(user => [accounts.keyOf(user.domainName), user]))
}

/** Account → the user who is linked to it by the link baseline. */
async function findLinked(
  { store }: Context,
  pool: readonly Candidate[]
): Promise<ReadonlyMap<string, string>> {
  const links = await store.links.ofAccounts(pool.flatMap(each => each.account?.objectGuid ?? []))
  return new Map(links.map(link => [link.objectGuid, link.systemUserId]))
}

function accountFault({ account }: Candidate, protection: Protection): string | undefined {
  return account
    ? accountReason(account, protection)
    : 'Active Directory has no account of this name.'
}

function holderFault(holder: User | undefined): string | undefined {
  return holder && `The record of ${holder.fullName} (${holder.systemUserId}) holds it.`
}

function linkFault(systemUserId: string | undefined): string | undefined {
  return systemUserId && `The link baseline says that the record ${systemUserId} is linked to it.`
}

function madeFault(made: MadePlaceholder | undefined): string | undefined {
  if (!made) return undefined
  return made.isOver
    ? `The plan ${made.madeFor.planId} that it was made for is over. It is removed as soon as nobody needs it.`
    : `It was made for the plan ${made.madeFor.planId}, and is removed after it.`
}

type Lease = Required<Pick<Placeholder, 'reason' | 'leasedBy'>>

function leaseOf(
  executionId: string | undefined,
  made: MadePlaceholder | undefined
): Lease | undefined {
  if (executionId) {
    return { reason: 'A running or paused execution uses it.', leasedBy: executionId }
  }
  if (!made || made.isOver) return undefined
  return { reason: madeFault(made) ?? '', leasedBy: made.madeFor.planId }
}

function toPlaceholder(
  { name, account }: Candidate,
  fault: string | undefined,
  lease: Lease | undefined
): JudgedPlaceholder {
  const placeholder = present({
    account: name,
    objectGuid: account?.objectGuid,
    distinguishedName: account?.distinguishedName,
    status: lease ? ('leased' as const) : fault ? ('unfit' as const) : ('free' as const),
    reason: fault,
    ...lease
  })
  return { placeholder, ...(fault && { fault }) }
}
