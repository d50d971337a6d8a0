import { outcome, type DeedOutcome } from './deed-outcome.ts'
import type { DirectoryTree } from './directory-tree.ts'
import { findAccount } from './find-account.ts'
import { viewAccount } from './view-account.ts'

/** Deletes an account; answers with what it was. */
export function deleteAccount(tree: DirectoryTree, logonName: string): DeedOutcome {
  const entry = findAccount(tree, logonName)
  if (entry === undefined) return { kind: 'account-not-found' }
  const account = viewAccount(tree, entry)
  const result = tree.remove(entry.dn)
  return result.code === 0 ? { kind: 'done', account } : outcome(tree, result, entry.key)
}
