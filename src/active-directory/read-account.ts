import type { Entry } from 'ldapts'
import type { Account, Domain } from '../model/account.ts'
import { present } from '../model/present.ts'
import { domainOf } from './distinguished-name.ts'
import { guidText } from './guid.ts'
import { readGeneralizedTime } from './read-generalized-time.ts'
import { sidText } from './sid.ts'

export const accountAttributes = [
  'objectGUID',
  'objectSid',
  'sIDHistory',
  'sAMAccountName',
  'userPrincipalName',
  'mail',
  'proxyAddresses',
  'employeeID',
  'displayName',
  'givenName',
  'sn',
  'userAccountControl',
  'whenCreated'
]

/**
 * ldapts hands over text wherever the bytes happen to be UTF-8, unless the attribute is named
 * here in the case of the schema.
 */
export const binaryAttributes = ['objectGUID', 'objectSid', 'sIDHistory']

/** What an entry came to: an account, or the attribute that keeps it from being one. */
export type Reading =
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'refused'; readonly attribute: string }

/** ADS_UF_ACCOUNTDISABLE ([MS-ADTS] 2.2.16). */
const accountDisable = 0x2

export function readAccount(entry: Entry, domains: readonly Domain[]): Reading {
  const objectGuid = guidText(bytesOf(entry, 'objectGUID')[0] ?? Buffer.alloc(0))
  if (objectGuid === undefined) return refused('objectGUID')
  const name = textOf(entry, 'sAMAccountName')
  if (name === undefined) return refused('sAMAccountName')
  const domain = domainOf(entry.dn, domains)
  if (domain === undefined) return refused('distinguishedName')
  const control = Number.parseInt(textOf(entry, 'userAccountControl') ?? '', 10)
  if (Number.isNaN(control)) return refused('userAccountControl')
  const whenCreated = readGeneralizedTime(textOf(entry, 'whenCreated') ?? '')
  if (whenCreated === undefined) return refused('whenCreated')
  const account = {
    ...person(entry),
    objectGuid,
    logonName: `${domain.netbiosName}\\${name}`,
    distinguishedName: entry.dn,
    isEnabled: (control & accountDisable) === 0,
    whenCreated
  }
  return { kind: 'account', account }
}

function refused(attribute: string): Reading {
  return { kind: 'refused', attribute }
}

/** The attributes that an account may lack. */
function person(entry: Entry) {
  return {
    sidHistory: sidsOf(entry, 'sIDHistory'),
    proxyAddresses: smtpAddresses(entry),
    ...present({
      objectSid: sidsOf(entry, 'objectSid')[0],
      userPrincipalName: textOf(entry, 'userPrincipalName'),
      mail: textOf(entry, 'mail'),
      employeeId: textOf(entry, 'employeeID'),
      displayName: textOf(entry, 'displayName'),
      givenName: textOf(entry, 'givenName'),
      surname: textOf(entry, 'sn')
    })
  }
}

function sidsOf(entry: Entry, attribute: string): string[] {
  return bytesOf(entry, attribute)
    .map(sidText)
    .filter(sid => sid !== undefined)
}

/** `SMTP:` marks the primary address, `smtp:` the others; X400, SIP and the like are no mail. */
function smtpAddresses(entry: Entry): string[] {
  return textsOf(entry, 'proxyAddresses')
    .filter(address => /^smtp:./i.test(address))
    .map(address => address.slice('smtp:'.length))
}

function textOf(entry: Entry, attribute: string): string | undefined {
  return textsOf(entry, attribute)[0]
}

function textsOf(entry: Entry, attribute: string): string[] {
  return valuesOf(entry, attribute).filter(isText)
}

function isText(value: string | Buffer): value is string {
  return typeof value === 'string' && value !== ''
}

function bytesOf(entry: Entry, attribute: string): Buffer[] {
  return valuesOf(entry, attribute).filter(value => Buffer.isBuffer(value))
}

/**
 * A domain controller cuts more than 1,500 values off and names the attribute
 * `proxyAddresses;range=0-1499` ([MS-ADTS] 3.1.1.3.1.3.3): the first 1,500 are enough here.
 */
function valuesOf(entry: Entry, attribute: string): (string | Buffer)[] {
  const name = Object.keys(entry).find(key => key.startsWith(`${attribute};range=`)) ?? attribute
  return [entry[name] ?? []].flat()
}
