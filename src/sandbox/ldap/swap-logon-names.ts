import { outcome, type DeedOutcome } from './deed-outcome.ts'
import type { DirectoryTree } from './directory-tree.ts'
import { firstText, type Entry } from './entry.ts'
import { findAccount } from './find-account.ts'
import { nameChanges } from './rename-account.ts'
import { refusals, success, type Result } from './result.ts'

/**
 * Two accounts take each other's logon name. Active Directory refuses that in one step (68), so the
 * first takes a third name for a moment. Answers with the first account.
 */
export function swapLogonNames(tree: DirectoryTree, one: string, other: string): DeedOutcome {
  const first = findAccount(tree, one)
  const second = findAccount(tree, other)
  if (first === undefined || second === undefined) return { kind: 'account-not-found' }
  if (first.key === second.key || first.contextKey !== second.contextKey) {
    return outcome(tree, refusals.unwilling, first.key)
  }
  return outcome(tree, swap(tree, first, second), first.key)
}

function swap(tree: DirectoryTree, first: Entry, second: Entry): Result {
  const firstName = firstText(first, 'sAMAccountName') ?? ''
  const secondName = firstText(second, 'sAMAccountName') ?? ''
  const aside = take(tree, first, `~${crypto.randomUUID().slice(0, 18)}`)
  if (aside.code !== 0) return aside
  const moved = take(tree, second, firstName)
  const result = moved.code === 0 ? take(tree, first, secondName) : moved
  if (result.code === 0) return success
  // A principal name that somebody else holds: everything goes back to where it was.
  take(tree, second, secondName)
  take(tree, first, firstName)
  return result
}

function take(tree: DirectoryTree, entry: Entry, name: string): Result {
  return tree.modify(entry.dn, nameChanges(tree, entry, name))
}
