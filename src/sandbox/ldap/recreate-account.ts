import { outcome, type DeedOutcome } from './deed-outcome.ts'
import type { Attributes, DirectoryTree } from './directory-tree.ts'
import { firstText, type Entry } from './entry.ts'
import { findAccount } from './find-account.ts'

/** What an administrator types in again; everything else the server sets anew. */
const retyped = [
  'objectClass',
  'sAMAccountName',
  'userPrincipalName',
  'userAccountControl',
  'mail',
  'proxyAddresses',
  'employeeID',
  'displayName',
  'givenName',
  'sn',
  'title',
  'department',
  'telephoneNumber',
  'l'
]

/** Deletes an account and makes it again under the same names: new GUID, new SID, no groups. */
export function recreateAccount(tree: DirectoryTree, logonName: string): DeedOutcome {
  const entry = findAccount(tree, logonName)
  if (entry === undefined) return { kind: 'account-not-found' }
  const removed = tree.remove(entry.dn)
  if (removed.code !== 0) return outcome(tree, removed, entry.key)
  const password = crypto.randomUUID()
  return outcome(tree, tree.add(entry.dn, retype(entry), { password }), entry.key)
}

function retype(entry: Entry): Attributes {
  const present = retyped.filter(name => firstText(entry, name) !== undefined)
  return Object.fromEntries(
    present.map(name => [name, entry.attributes.get(name.toLowerCase()) ?? []])
  )
}
