import type { UserRow } from '../user-row.ts'
import { valueOf } from './match-filter.ts'
import { systemuserAttributes } from './systemuser-attributes.ts'
import { etagOf } from './write-user.ts'

const everything = [...systemuserAttributes.keys()]

/** A row as the Web API shows it: its ETag, what was selected, and always its key. */
export function representUser(
  row: UserRow,
  select: readonly string[] = everything
): Readonly<Record<string, unknown>> {
  const names = new Set([...select, 'systemuserid'])
  const values = [...names].map(name => [name, valueOf(row, name)] as const)
  return { '@odata.etag': etagOf(row), ...Object.fromEntries(values) }
}
