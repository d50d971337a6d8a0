import type { Account } from '../model/account.ts'
import type { Mark, Untold } from '../model/changes.ts'
import type { Link } from '../model/link.ts'
import type { OrganizationIdentity, User } from '../model/user.ts'
import { indexAccounts, isWanted, keysOf } from '../planning/account-index.ts'
import type { World } from '../planning/classify.ts'
import type { SourceSize } from '../planning/guard-sources.ts'
import { protectedNames } from '../planning/protected-names.ts'
import type { Protection } from '../planning/protected-reason.ts'
import type { Context } from './context.ts'
import { recognisePlaceholders } from './placeholder-names.ts'

/** Both sides as read, ready to be classified. */
export interface Gathered extends World {
  readonly identity: OrganizationIdentity
  readonly sizes: { readonly users: SourceSize; readonly accounts: SourceSize }
}

export interface Everyone extends Gathered {
  /** The accounts that some user could lead to. */
  readonly kept: readonly Account[]
  /** Where Active Directory stood before an account was read. */
  readonly directoryMark: Mark | Untold
}

/** Everyone: both sides streamed; of the accounts only those that some user could lead to are kept. */
export async function gatherWorld(context: Context, signal: AbortSignal): Promise<Everyone> {
  const [frame, links, users] = await Promise.all([
    gatherFrame(context, signal),
    context.store.links.all(),
    collect(context.organization.streamUsers(signal), () => true)
  ])
  const keys = keysOf(users.kept, links, frame.domains)
  let directoryMark: Mark | Untold = { kind: 'untold', reason: 'Nobody said where it stands.' }
  const pages = context.directory.streamAccounts(signal, mark => void (directoryMark = mark))
  const accounts = await collect(pages, account => isWanted(account, keys))
  return {
    ...frame,
    users: users.kept,
    links: byUser(links),
    accounts: indexAccounts(accounts.kept, frame.domains),
    sizes: { users: users.size, accounts: accounts.size },
    kept: accounts.kept,
    directoryMark
  }
}

export type Frame = Pick<
  Gathered,
  'identity' | 'domains' | 'protection' | 'isParked' | 'isPlaceholder'
>

/** What every comparison needs, whoever is compared. */
export async function gatherFrame(context: Context, signal: AbortSignal): Promise<Frame> {
  const { organization, directory, policy } = context
  const [identity, domains, ...groups] = await Promise.all([
    organization.identify(signal),
    directory.domains(signal),
    ...policy.protectedGroups.map(group => directory.membersOfGroup(group, signal))
  ])
  const protection: Protection = {
    callerId: identity.callerId,
    names: protectedNames(policy.protectedNames, domains),
    memberGuids: new Set(groups.flat()),
    domains
  }
  const placeholders = await recognisePlaceholders(context, domains, signal)
  return { identity, domains, protection, ...placeholders }
}

export function byUser(links: readonly Link[]): ReadonlyMap<string, Link> {
  return new Map(links.map(link => [link.systemUserId, link]))
}

/** All users, without their accounts: for what concerns records only. */
export async function gatherUsers(context: Context, signal: AbortSignal): Promise<readonly User[]> {
  return (await collect(context.organization.streamUsers(signal), () => true)).kept
}

async function collect<Row>(
  pages: AsyncIterable<readonly Row[]>,
  isKept: (row: Row) => boolean
): Promise<{ kept: readonly Row[]; size: SourceSize }> {
  const kept: Row[] = []
  let entries = 0
  let count = 0
  for await (const page of pages) {
    entries += page.length
    count += 1
    for (const row of page) if (isKept(row)) kept.push(row)
  }
  return { kept, size: { entries, pages: count } }
}
