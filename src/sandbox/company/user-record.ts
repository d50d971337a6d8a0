import type { UserRow } from '../user-row.ts'
import { addressOf, employeeIdOf, originalGuid, type Numbered } from './account-seed.ts'
import { contoso } from './domains.ts'
import { fixedId } from './fixed-id.ts'

/** The record as it is now; none for somebody who has none. */
export function userRecord(person: Numbered): UserRow[] {
  const now = person.record ?? {}
  if (now === 'none') return []
  const createdon = `2019-0${1 + (person.number % 9)}-10T10:00:00Z`
  return [
    {
      ...blankRecord(person.name),
      domainname: now.domainName ?? `${contoso.netbiosName}\\${person.name}`,
      activedirectoryguid: originalGuid(person),
      fullname: `${person.givenName} ${person.surname}`,
      firstname: person.givenName,
      lastname: person.surname,
      internalemailaddress: addressOf(person),
      employeeid: employeeIdOf(person),
      isdisabled: now.isDisabled ?? false,
      address1_telephone1: `+44 113 496 ${String(100 + person.number).padStart(4, '0')}`,
      address1_city: person.city ?? 'Leeds',
      createdon,
      modifiedon: createdon,
      versionnumber: 500_000 + person.number
    }
  ]
}

/** A `systemuser` row with nothing in it; `name` decides its id. */
export function blankRecord(name: string): UserRow {
  return {
    systemuserid: userId(name),
    domainname: '',
    activedirectoryguid: undefined,
    fullname: '',
    firstname: null,
    lastname: null,
    internalemailaddress: null,
    employeeid: null,
    isdisabled: false,
    accessmode: 0,
    isintegrationuser: false,
    setupuser: false,
    applicationid: null,
    address1_telephone1: null,
    homephone: null,
    address1_city: null,
    address1_stateorprovince: null,
    emailrouteraccessapproval: 1,
    createdon: '2018-11-05T09:00:00Z',
    modifiedon: '2018-11-05T09:00:00Z',
    versionnumber: 400_000
  }
}

export function userId(name: string): string {
  return fixedId('user', name)
}
