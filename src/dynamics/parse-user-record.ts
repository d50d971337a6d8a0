import type { UserRecord } from '../model/user.ts'
import { parseUser } from './parse-user.ts'
import type { JsonObject } from './parse-json.ts'
import { personAttributes } from './user-attributes.ts'

/** A row read on its own. Throws as parseUser does. */
export function parseUserRecord(row: JsonObject): UserRecord {
  return { ...parseUser(row), person: parsePerson(row) }
}

function parsePerson(row: JsonObject): Record<string, string> {
  const held = personAttributes.flatMap(attribute => {
    const value = asText(row[attribute])
    return value === undefined ? [] : [[attribute, value] as const]
  })
  return Object.fromEntries(held)
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return undefined
}
