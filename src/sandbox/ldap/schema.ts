import { dnKey } from './dn.ts'
import { foldText } from './fold-text.ts'
import { sidBytes } from './sid.ts'

export type Syntax = 'text' | 'dn' | 'integer' | 'time' | 'binary' | 'sid'

export interface AttributeSchema {
  /** In schema case: so it is answered, whatever case was asked for. */
  readonly name: string
  readonly syntax: Syntax
  readonly isSingle: boolean
  /** Set by the server alone. */
  readonly isSystemOnly: boolean
}

/** Text unless the directory holds it as bytes. */
export type Value = string | Buffer

const single = 'single'
const multi = 'multi'
const system = 'system'
type Flag = typeof single | typeof multi | typeof system

/** The attributes that an account, a group, a unit and the configuration need; AD's schema has 1,500. */
const rows: readonly (readonly [Syntax, Flag, ...string[]])[] = [
  ['text', single, 'cn', 'name', 'ou', 'dc', 'displayName', 'givenName', 'sn', 'title', 'mail'],
  ['text', single, 'sAMAccountName', 'userPrincipalName', 'employeeID', 'employeeNumber'],
  ['text', single, 'department', 'company', 'telephoneNumber', 'homePhone', 'mobile', 'l', 'st'],
  ['text', single, 'info', 'co', 'nETBIOSName', 'unicodePwd'],
  ['text', system, 'isDeleted'],
  ['text', multi, 'objectClass', 'description', 'proxyAddresses', 'dnsRoot'],
  ['dn', single, 'manager', 'objectCategory', 'nCName'],
  ['dn', multi, 'member'],
  ['dn', system, 'distinguishedName', 'memberOf', 'lastKnownParent'],
  ['integer', single, 'userAccountControl', 'accountExpires', 'lockoutTime', 'pwdLastSet'],
  ['integer', single, 'groupType', 'primaryGroupID', 'systemFlags', 'instanceType'],
  ['integer', system, 'sAMAccountType', 'uSNCreated', 'uSNChanged'],
  ['time', system, 'whenCreated', 'whenChanged'],
  ['binary', system, 'objectGUID', 'invocationId', 'replPropertyMetaData'],
  ['sid', system, 'objectSid', 'sIDHistory']
]

const attributes: ReadonlyMap<string, AttributeSchema> = new Map(
  rows.flatMap(([syntax, flag, ...names]) =>
    names.map(name => [name.toLowerCase(), schemaOf(name, syntax, flag)] as const)
  )
)

function schemaOf(name: string, syntax: Syntax, flag: Flag): AttributeSchema {
  const isMulti = flag === multi || name === 'memberOf' || name === 'sIDHistory'
  return { name, syntax, isSingle: !isMulti, isSystemOnly: flag === system }
}

export function attributeSchema(name: string): AttributeSchema | undefined {
  return attributes.get(name.toLowerCase())
}

/** What a value is compared by; undefined when it breaks the syntax. */
export function comparable(syntax: Syntax, value: Value): string | undefined {
  switch (syntax) {
    case 'text':
      return foldText(asText(value))
    case 'dn':
      return dnKey(asText(value))
    case 'integer':
      return /^-?\d{1,19}$/u.test(asText(value)) ? BigInt(asText(value)).toString() : undefined
    case 'time':
      return /^\d{14}\.\d+Z$/u.test(asText(value)) ? asText(value) : undefined
    case 'binary':
      return asBytes(value).toString('hex')
    case 'sid':
      return (isSidText(value) ? sidBytes(asText(value)) : asBytes(value)).toString('hex')
  }
}

/** Active Directory takes a SID in a filter as text, too ([MS-ADTS] 3.1.1.3.1.3). */
function isSidText(value: Value): boolean {
  return /^S-1(-\d{1,10}){2,15}$/u.test(asText(value))
}

export function asText(value: Value): string {
  return typeof value === 'string' ? value : value.toString('utf8')
}

export function asBytes(value: Value): Buffer {
  return typeof value === 'string' ? Buffer.from(value) : value
}

/** `20260131120000.0Z`: the fraction is always 0, AD keeps whole seconds. */
export function generalizedTime(date: Date): string {
  return `${date.toISOString().slice(0, 19).replaceAll(/[-T:]/gu, '')}.0Z`
}
