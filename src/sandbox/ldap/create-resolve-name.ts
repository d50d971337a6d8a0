import type { DirectoryTree } from './directory-tree.ts'
import { isEnabled, type Entry } from './entry.ts'
import { findAccount } from './find-account.ts'
import { viewAccount } from './view-account.ts'

export interface ResolvedName {
  readonly objectGuid: string
  /** `NETBIOS\sAMAccountName` */
  readonly logonName: string
  readonly isEnabled: boolean
}

/**
 * How an organization looks a logon name up in this directory. A name that an account took within
 * the last `settleMs` is not known yet: what Dynamics sees lags behind a rename.
 */
export function createResolveName(
  tree: DirectoryTree,
  { settleMs = 0 }: { readonly settleMs?: number } = {}
): (name: string) => Promise<ResolvedName | undefined> {
  return async name => {
    const entry = findAccount(tree, name)
    if (entry === undefined || isUnsettled(entry)) return undefined
    const { objectGuid, logonName } = viewAccount(tree, entry)
    return { objectGuid, logonName, isEnabled: isEnabled(entry) }
  }

  function isUnsettled({ namedAtMs }: Entry): boolean {
    return tree.now().getTime() < namedAtMs + settleMs
  }
}
