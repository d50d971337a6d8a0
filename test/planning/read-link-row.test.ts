import t from 'tap'
import { readLinkRow } from '../../src/planning/read-link-row.ts'

const systemUserId = '640145fe-7a1c-4c4e-9a51-1f3c5d7e9b01'
const objectGuid = '12007b1e-5f0c-4d8b-8a33-2b4d6f8091a2'
const ids = { systemUserId, objectGuid }

const good: readonly (readonly [title: string, fields: object, row?: object])[] = [
  ['plain', ids],
  ['in capitals', { systemUserId: systemUserId.toUpperCase(), objectGuid }],
  ['in braces, with blanks', { systemUserId: ` {${systemUserId.toUpperCase()}} `, objectGuid }],
  ["with Dynamics' names", { SystemUserId: systemUserId, ActiveDirectoryGuid: objectGuid }],
  [
    'with a logon name',
    { ...ids, DOMAINNAME: ' CONTOSO\\jörg ' },
    { ...ids, domainName: 'CONTOSO\\jörg' }
  ],
  ['with no logon name', { ...ids, domainName: '' }],
  ['with NULL for a logon name', { ...ids, domainName: 'NULL' }],
  ['with null for a logon name', { ...ids, domainName: null }]
]
for (const [title, fields, row = ids] of good) {
  t.test(`a row ${title}`, async t => t.strictSame(readLinkRow({ fields: { ...fields } }), row))
}

const bad: readonly (readonly [title: string, fields: object, fault: RegExp])[] = [
  ['no user', { objectGuid }, /^systemUserId is missing or empty: .*leave this user out\.$/],
  ['an empty account', { systemUserId, objectGuid: ' ' }, /^objectGuid is missing or empty/],
  ['NULL', { systemUserId, objectGuid: 'NULL' }, /^objectGuid is missing or empty/],
  ['null', { systemUserId, objectGuid: null }, /^objectGuid is missing or empty/],
  ['a number', { systemUserId: 7, objectGuid }, /^systemUserId must be text\.$/],
  ['no GUID', { systemUserId, objectGuid: 'S-1-5-21' }, /^objectGuid must be a GUID/],
  ['one brace', { systemUserId, objectGuid: `{${objectGuid}` }, /^objectGuid must be a GUID/],
  ['too long', { systemUserId, objectGuid: `${objectGuid}0` }, /^objectGuid must be a GUID/],
  ['zeros', { systemUserId, objectGuid: objectGuid.replaceAll(/\w/g, '0') }, /^objectGuid is all/],
  ['another field', { ...ids, fullName: 'x' }, /^There is no field 'fullName' here/],
  ['four others', { ...ids, a: 1, b: 1, c: 1, d: 1 }, /^There is no field 'a', 'b', 'c' here/],
  ['twice', { ...ids, ActiveDirectoryGuid: objectGuid }, /^objectGuid stands here twice/],
  ['a line break', { ...ids, domainName: 'CONTOSO\\a\nb' }, /^domainName must be/],
  ['a NUL', { ...ids, domainName: 'CONTOSO\\a\0' }, /^domainName must be/],
  ['a long name', { ...ids, domainName: 'x'.repeat(1025) }, /^domainName must be at most 1024/],
  ['a boolean', { ...ids, domainName: true }, /^domainName must be text/],
  [
    'all at once',
    { systemUserId: '?', x: 1, domainName: 1 },
    /^There is no .* systemUserId must .* objectGuid is missing .* domainName must be text\.$/
  ],
  ['__proto__', JSON.parse(`{"__proto__":"x"}`), /^There is no field '__proto__' here/]
]
for (const [title, fields, fault] of bad) {
  t.test(`a row with ${title}`, async t => {
    t.match(readLinkRow({ fields: fields as Record<string, unknown> }), { fault })
  })
}

t.test('what could not be read says so', async t => {
  t.strictSame(readLinkRow({ line: 3, unreadable: 'No.' }), { fault: 'No.' })
})
