import { RelinkError } from '../errors.ts'
import { present } from '../model/present.ts'
import type { User } from '../model/user.ts'
import { isEtag } from './is-etag.ts'
import { isGuid } from './is-guid.ts'
import type { JsonObject } from './parse-json.ts'

/**
 * A row of `systemusers`. Throws 'organization-unavailable' naming the attribute when one that the
 * service decides by is missing: a guess could make a special user look like a person.
 */
export function parseUser(row: JsonObject): User {
  return present({
    systemUserId: needed(row, 'systemuserid', isGuid).toLowerCase(),
    domainName: text(row['domainname']) ?? '',
    fullName: text(row['fullname']) ?? '',
    firstName: text(row['firstname']),
    lastName: text(row['lastname']),
    email: text(row['internalemailaddress']),
    employeeId: text(row['employeeid']),
    isDisabled: needed(row, 'isdisabled', isBoolean),
    accessMode: needed(row, 'accessmode', isInteger),
    isIntegrationUser: needed(row, 'isintegrationuser', isBoolean),
    isSetupUser: needed(row, 'setupuser', isBoolean),
    applicationId: text(row['applicationid'])?.toLowerCase(),
    createdOn: new Date(needed(row, 'createdon', isTime)).toISOString(),
    etag: needed(row, '@odata.etag', isEtag)
  })
}

function needed<T>(row: JsonObject, attribute: string, is: (value: unknown) => value is T): T {
  const value = row[attribute]
  if (is(value)) return value
  throw new RelinkError('organization-unavailable', {
    detail:
      `Dynamics gave ${nameOf(row)} without a usable ${attribute}: ` +
      'check that the service user may read this attribute (field security).'
  })
}

function nameOf({ systemuserid }: JsonObject): string {
  return isGuid(systemuserid) ? `the user record ${systemuserid}` : 'a user record'
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

function isInteger(value: unknown): value is number {
  return Number.isInteger(value)
}

/** With its zone: without one, Date would read it as local time. */
function isTime(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  )
}
