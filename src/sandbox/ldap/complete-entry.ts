import { randomUUID } from 'node:crypto'
import { present } from '../../model/present.ts'
import { storable } from './apply-changes.ts'
import type { Attributes, DirectoryDomain, NamingContext, SystemValues } from './directory-tree.ts'
import { dnKey, parseDn } from './dn.ts'
import type { Entry } from './entry.ts'
import { guidBytes } from './guid.ts'
import { attributeSchema, asText, generalizedTime, type Value } from './schema.ts'
import { sidBytes } from './sid.ts'

export interface Circumstances {
  readonly context: NamingContext
  readonly domain: DirectoryDomain | undefined
  readonly configurationDn: string
  readonly now: Date
  /** Taken when the caller names no relative identifier. */
  readonly nextRelativeId: () => number
}

interface ObjectClass {
  /** From `top` down. */
  readonly classes: readonly string[]
  /** Common name of the class that filters on `objectCategory` name. */
  readonly category: string
  readonly accountType?: string
}

const objectClasses: Readonly<Record<string, ObjectClass>> = {
  user: {
    classes: ['top', 'person', 'organizationalPerson', 'user'],
    category: 'Person',
    accountType: '805306368'
  },
  computer: {
    classes: ['top', 'person', 'organizationalPerson', 'user', 'computer'],
    category: 'Computer',
    accountType: '805306369'
  },
  group: { classes: ['top', 'group'], category: 'Group', accountType: '268435456' },
  organizationalunit: {
    classes: ['top', 'organizationalUnit'],
    category: 'Organizational-Unit'
  },
  container: { classes: ['top', 'container'], category: 'Container' },
  domaindns: { classes: ['top', 'domain', 'domainDNS'], category: 'Domain-DNS' },
  configuration: { classes: ['top', 'configuration'], category: 'Configuration' },
  dmd: { classes: ['top', 'dMD'], category: 'DMD' },
  crossrefcontainer: {
    classes: ['top', 'crossRefContainer'],
    category: 'Cross-Ref-Container'
  },
  crossref: { classes: ['top', 'crossRef'], category: 'Cross-Ref' },
  server: { classes: ['top', 'server'], category: 'Server' },
  site: { classes: ['top', 'site'], category: 'Site' },
  ntdsdsa: { classes: ['top', 'applicationSettings', 'nTDSDSA'], category: 'NTDS-DSA' }
}

/** What `userAccountControl` becomes when nobody says: disabled, no password required, normal. */
const newAccountFlags = '546'

/** The entry as the server completes it; undefined when the name or the class is not usable. */
export function completeEntry(
  dn: string,
  attributes: Attributes,
  system: SystemValues,
  circumstances: Circumstances
): Entry | undefined {
  const given = givenAttributes(attributes)
  const objectClass = objectClassOf(given)
  const key = dnKey(dn)
  const rdn = parseDn(dn)?.[0]
  if (objectClass === undefined || key === undefined || rdn === undefined) return undefined
  const completed = new Map<string, readonly Value[]>([
    ...Object.entries(accountDefaults(objectClass, system, circumstances)),
    ...given,
    ...Object.entries(fixedValues(objectClass, system, circumstances)),
    [rdn.type.toLowerCase(), [rdn.value]],
    ['name', [rdn.value]]
  ])
  const { password, manages } = system
  return {
    dn,
    key,
    contextKey: circumstances.context.key,
    attributes: completed,
    namedAtMs: circumstances.now.getTime(),
    ...present({ password, manages: manages === undefined ? undefined : dnKey(manages) })
  }
}

function givenAttributes(attributes: Attributes): Map<string, readonly Value[]> {
  return new Map(
    Object.entries(attributes).map(([name, given]) => {
      const values = Array.isArray(given) ? (given as readonly Value[]) : [given as Value]
      const schema = attributeSchema(name)
      return [name.toLowerCase(), schema === undefined ? values : storable(schema, values)]
    })
  )
}

/** The most particular of the classes named. */
function objectClassOf(given: ReadonlyMap<string, readonly Value[]>): ObjectClass | undefined {
  const named = given.get('objectclass')?.map(value => asText(value).toLowerCase()) ?? []
  const known = named.flatMap(name => objectClasses[name] ?? [])
  return known.sort((one, other) => other.classes.length - one.classes.length)[0]
}

function accountDefaults(
  { accountType, category }: ObjectClass,
  system: SystemValues,
  { domain, nextRelativeId }: Circumstances
): Record<string, readonly Value[]> {
  if (accountType === undefined || domain === undefined) return {}
  const relativeId = system.relativeId ?? nextRelativeId()
  const principal = {
    objectsid: [sidBytes(`${domain.sid}-${relativeId}`)],
    // Windows makes a name up, too, and as ugly.
    samaccountname: [`$${relativeId.toString(36).toUpperCase()}-NONAME`]
  }
  if (category === 'Group') return { ...principal, grouptype: ['-2147483646'] }
  return {
    ...principal,
    useraccountcontrol: [newAccountFlags],
    accountexpires: ['9223372036854775807'],
    primarygroupid: ['513'],
    pwdlastset: ['0']
  }
}

function fixedValues(
  { classes, category, accountType }: ObjectClass,
  system: SystemValues,
  { configurationDn, now }: Circumstances
): Record<string, readonly Value[]> {
  const history = system.sidHistory?.map(sidBytes) ?? []
  const guid = guidBytes(system.objectGuid ?? randomUUID())
  return {
    objectclass: classes,
    objectcategory: [`CN=${category},CN=Schema,${configurationDn}`],
    objectguid: [guid],
    whencreated: [generalizedTime(system.whenCreated ?? now)],
    instancetype: ['4'],
    ...(accountType === undefined ? {} : { samaccounttype: [accountType] }),
    ...(history.length > 0 ? { sidhistory: history } : {}),
    // Of a controller that was never restored, both are one.
    ...(category === 'NTDS-DSA' ? { invocationid: [guid] } : {})
  }
}
