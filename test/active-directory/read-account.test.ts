import type { Entry } from 'ldapts'
import t from 'tap'
import { readAccount } from '../../src/active-directory/read-account.ts'

const domains = [
  { netbiosName: 'CONTOSO', dnsName: 'contoso.test', distinguishedName: 'DC=contoso,DC=test' },
  { netbiosName: 'EU', dnsName: 'eu.contoso.test', distinguishedName: 'DC=eu,DC=contoso,DC=test' }
]
const sid = (rid: string) =>
  Buffer.from(`0105000000000005150000000100000002000000030000${rid}`, 'hex')
const least: Entry = {
  dn: 'CN=Ada,OU=Staff,DC=contoso,DC=test',
  objectGUID: Buffer.from('62cd51f0a3b24e4d9c1122334455ff00', 'hex'),
  sAMAccountName: 'Ada.L',
  userAccountControl: '512',
  whenCreated: '20240102030405.0Z'
}
const account = (entry: Entry) => {
  const reading = readAccount(entry, domains)
  return reading.kind === 'account' ? reading.account : undefined
}

t.strictSame(
  account(least),
  {
    sidHistory: [],
    proxyAddresses: [],
    objectGuid: 'f051cd62-b2a3-4d4e-9c11-22334455ff00',
    logonName: 'CONTOSO\\Ada.L',
    distinguishedName: 'CN=Ada,OU=Staff,DC=contoso,DC=test',
    isEnabled: true,
    whenCreated: '2024-01-02T03:04:05.000Z'
  },
  'what is absent is left out'
)

t.strictSame(
  account({
    ...least,
    objectSid: sid('0051040000'),
    sIDHistory: [sid('0052040000'), sid('0053040000')],
    userPrincipalName: 'ada@contoso.test',
    mail: 'Ada@Contoso.test',
    proxyAddresses: [
      'SMTP:Ada@contoso.test',
      'smtp:ada.b@contoso.test',
      'sip:ada@x',
      'X400:C=de;',
      'smtp:'
    ],
    employeeID: '0042',
    displayName: 'Ada Lovelace',
    givenName: 'Ada',
    sn: 'Lovelace'
  }),
  {
    ...account(least),
    objectSid: 'S-1-5-21-1-2-3-1105',
    sidHistory: ['S-1-5-21-1-2-3-1106', 'S-1-5-21-1-2-3-1107'],
    userPrincipalName: 'ada@contoso.test',
    mail: 'Ada@Contoso.test',
    proxyAddresses: ['Ada@contoso.test', 'ada.b@contoso.test'],
    employeeId: '0042',
    displayName: 'Ada Lovelace',
    givenName: 'Ada',
    surname: 'Lovelace'
  },
  'everything'
)

const absent = Object.fromEntries(
  ['mail', 'sn', 'objectSid', 'proxyAddresses', 'sIDHistory'].map(name => [name, []])
)
t.strictSame(account({ ...least, ...absent }), account(least), 'ldapts says [] for what is absent')
t.equal(account({ ...least, mail: '' })?.mail, undefined, 'empty is absent')
t.strictSame(
  account({ ...least, sIDHistory: sid('0052040000') })?.sidHistory,
  ['S-1-5-21-1-2-3-1106'],
  'a single value'
)
t.equal(
  account({ ...least, displayName: Buffer.from([0xff]) })?.displayName,
  undefined,
  'not UTF-8'
)
t.strictSame(
  account({ ...least, proxyAddresses: [], 'proxyAddresses;range=0-1499': ['smtp:a@x', 'smtp:b@x'] })
    ?.proxyAddresses,
  ['a@x', 'b@x'],
  'a range'
)
t.equal(
  account({ ...least, dn: 'CN=Ada,DC=eu,DC=contoso,DC=test' })?.logonName,
  'EU\\Ada.L',
  'longest suffix'
)

for (const [control, isEnabled] of [
  ['512', true],
  ['514', false],
  ['546', false],
  ['66048', true],
  ['66050', false],
  ['-2147483646', false]
] as const) {
  t.equal(account({ ...least, userAccountControl: control })?.isEnabled, isEnabled, control)
}

const refused: readonly [broken: Partial<Entry>, attribute: string][] = [
  [{ objectGUID: [] }, 'objectGUID'],
  [{ objectGUID: 'sixteen letters.' }, 'objectGUID'],
  [{ objectGUID: Buffer.alloc(15) }, 'objectGUID'],
  [{ sAMAccountName: [] }, 'sAMAccountName'],
  [{ dn: 'CN=Ada,DC=elsewhere,DC=test' }, 'distinguishedName'],
  [{ userAccountControl: [] }, 'userAccountControl'],
  [{ userAccountControl: 'enabled' }, 'userAccountControl'],
  [{ whenCreated: [] }, 'whenCreated'],
  [{ whenCreated: 'yesterday' }, 'whenCreated']
]
for (const [broken, attribute] of refused) {
  t.strictSame(readAccount({ ...least, ...broken } as Entry, domains), {
    kind: 'refused',
    attribute
  })
}
