import type { DirectoryTree } from './directory-tree.ts'
import { dnKey, isWithin, parentKey, parseDn } from './dn.ts'
import type { Entry } from './entry.ts'
import { guidBytes } from './guid.ts'
import { noSuchObject, referral, refusals, type Result } from './result.ts'

/** The entry that a request names, or the refusal. Also by `<GUID=…>` ([MS-ADTS] 3.1.1.3.1.2.4). */
export function findBase(tree: DirectoryTree, dn: string): Entry | Result {
  const guid = /^<GUID=([0-9a-f-]{32,36})>$/iu.exec(dn)?.[1]
  if (guid !== undefined) return findByGuid(tree, guid) ?? noSuchObject('')
  const key = dnKey(dn)
  if (key === undefined) return refusals.invalidDn
  return tree.find(key) ?? missing(tree, dn, key)
}

/** With dashes as people write it; without, the bytes as they are. */
function findByGuid(tree: DirectoryTree, guid: string): Entry | undefined {
  const digits = guid.replaceAll('-', '')
  if (digits.length !== 32) return undefined
  return tree.findByGuid(guid.includes('-') ? guidBytes(guid) : Buffer.from(digits, 'hex'))
}

function missing(tree: DirectoryTree, dn: string, key: string): Result {
  const isOurs = tree.contexts.some(context => isWithin(key, context.key))
  const host = hostOf(dn)
  return isOurs || host === '' ? noSuchObject(nearest(tree, key)) : referral(host, dn)
}

function nearest(tree: DirectoryTree, key: string): string {
  if (key === '') return ''
  const parent = parentKey(key)
  return tree.find(parent)?.dn ?? nearest(tree, parent)
}

/** `DC=other,DC=test` lies where DNS says: at other.test. */
function hostOf(dn: string): string {
  const labels = parseDn(dn)?.filter(({ type }) => type.toLowerCase() === 'dc') ?? []
  return labels.map(({ value }) => value).join('.')
}
