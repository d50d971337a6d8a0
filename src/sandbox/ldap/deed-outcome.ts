import type { DirectoryTree } from './directory-tree.ts'
import type { Change } from './request.ts'
import type { Result } from './result.ts'
import { viewAccount, type AccountView } from './view-account.ts'

/** What came of an administrator's deed; on a refusal nothing has changed. */
export type DeedOutcome =
  | { readonly kind: 'done'; readonly account: AccountView }
  | { readonly kind: 'account-not-found' }
  /** As the directory words it: LDAP result code and message. */
  | { readonly kind: 'refused'; readonly code: number; readonly message: string }

/** The account as it stands after the deed, found by its GUID or its name. */
export function outcome(tree: DirectoryTree, { code, message }: Result, key: string): DeedOutcome {
  const entry = tree.find(key)
  if (code !== 0) return { kind: 'refused', code, message }
  return entry === undefined
    ? { kind: 'account-not-found' }
    : { kind: 'done', account: viewAccount(tree, entry) }
}

export function replacing(attribute: string, ...values: readonly string[]): Change {
  return { operation: 'replace', attribute, values: values.map(value => Buffer.from(value)) }
}
