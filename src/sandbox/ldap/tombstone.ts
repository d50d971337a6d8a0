import { dnKey, parseDn, rdnOf } from './dn.ts'
import type { Entry } from './entry.ts'
import { guidText } from './guid.ts'
import { asBytes, type Value } from './schema.ts'

/** What outlives a deletion, of what our schema has ([MS-ADTS] 3.1.1.5.5.6.1). */
const kept: ReadonlySet<string> = new Set([
  'grouptype',
  'instancetype',
  'ncname',
  'objectclass',
  'objectguid',
  'objectsid',
  'samaccountname',
  'sidhistory',
  'systemflags',
  'useraccountcontrol',
  'usncreated',
  'whencreated'
])

/**
 * What a domain controller without recycle bin makes of a deleted entry. The new name is unique: the
 * old one, a line feed, `DEL:` and the GUID.
 */
export function tombstoneOf(entry: Entry, parentDn: string, containerDn: string): Entry {
  const { type = '', value = '' } = parseDn(entry.dn)?.[0] ?? {}
  const guid = guidText(asBytes(entry.attributes.get('objectguid')?.[0] ?? ''))
  const dn = `${rdnOf(type, value)}\\0ADEL:${guid},${containerDn}`
  const name = [`${value}\nDEL:${guid}`]
  const { contextKey, namedAtMs } = entry
  const attributes = new Map<string, readonly Value[]>([
    ...entry.attributes.entries().filter(([attribute]) => kept.has(attribute)),
    [type.toLowerCase(), name],
    ['name', name],
    ['isdeleted', ['TRUE']],
    ['lastknownparent', [parentDn]]
  ])
  return { dn, key: dnKey(dn) ?? '', contextKey, attributes, namedAtMs }
}
