import { RelinkError } from '../errors.ts'
import type { UserKeys } from '../model/user.ts'
import { isGuid } from './is-guid.ts'

const or = '%20or%20'

/**
 * `$filter` expressions, percent-encoded, at most `maxBytes` long each, that together ask for every
 * key. Keys that no record can hold are left out: bad GUIDs, control characters, halves of
 * surrogate pairs. Throws 'invalid-request' for a key that is too long to be asked for.
 */
export function userFilters(keys: UserKeys, maxBytes: number): readonly string[] {
  const filters: string[] = []
  for (const term of terms(keys)) {
    if (term.length > maxBytes) throw tooLong()
    const joined = `${filters.at(-1) ?? ''}${or}${term}`
    if (filters.length === 0 || joined.length > maxBytes) filters.push(term)
    else filters[filters.length - 1] = joined
  }
  return filters
}

function terms({ systemUserIds, domainNames, emails, employeeIds }: UserKeys): readonly string[] {
  return [
    ...[...systemUserIds].filter(isGuid).map(id => `systemuserid%20eq%20${id}`),
    ...[...domainNames].filter(isStorable).map(name => `domainname%20eq%20${literal(name)}`),
    ...[...emails].filter(isStorable).map(email => `internalemailaddress%20eq%20${literal(email)}`),
    ...[...employeeIds].filter(isStorable).map(id => `employeeid%20eq%20${literal(id)}`)
  ]
}

function isStorable(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return text !== '' && text.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(text)
}

/** A quote is doubled ([OData-ABNF] SQUOTE-in-string); %27, since URL encodes it anyway. */
function literal(text: string): string {
  return `%27${encodeURIComponent(text.replaceAll("'", "''")).replaceAll("'", '%27')}%27`
}

function tooLong(): RelinkError {
  return new RelinkError('invalid-request', {
    detail: 'A name or address is too long to look a user up by.'
  })
}
