import type { NameVersion } from './name-version.ts'
import { asText, type Value } from './schema.ts'

/** One object of the directory; a change makes a new one. */
export interface Entry {
  readonly dn: string
  /** Its name as names are compared. */
  readonly key: string
  /** Key of the naming context it lies in. */
  readonly contextKey: string
  /** By lower-case attribute name. */
  readonly attributes: ReadonlyMap<string, readonly Value[]>
  /** When its logon name last changed, in milliseconds; -Infinity when it was always so. */
  readonly namedAtMs: number
  /** Absent where there is no logon name, or nobody knows what it went through. */
  readonly nameVersion?: NameVersion | undefined
  readonly password?: string
  /** Key of the unit in which it may add, change and delete. */
  readonly manages?: string
}

export const accountDisabled = 0x2
export const passwordNotRequired = 0x20

/** The first value, as text. */
export function firstText(entry: Entry, attribute: string): string | undefined {
  const value = entry.attributes.get(attribute.toLowerCase())?.[0]
  return value === undefined ? undefined : asText(value)
}

export function isUser(entry: Entry): boolean {
  return firstText(entry, 'sAMAccountType') === '805306368'
}

export function isEnabled(entry: Entry): boolean {
  return (Number(firstText(entry, 'userAccountControl') ?? '0') & accountDisabled) === 0
}
