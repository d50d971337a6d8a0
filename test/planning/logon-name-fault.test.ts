import t from 'tap'
import { accountNameFault, logonNameFault } from '../../src/planning/logon-name-fault.ts'

const twenty = 'a'.repeat(20)

const cases: [string, string | undefined][] = [
  ['CONTOSO\\jsmith', undefined],
  ['  CONTOSO\\jsmith  ', undefined],
  [`CONTOSO\\${twenty}`, undefined],
  ['CONTOSO\\müller', undefined],
  ["CONTOSO\\o'neil-1_$#! ~{}", undefined],
  ['CONTOSO\\a b.c', undefined],
  ['anything+at@all.example', undefined],
  [`${twenty}-and-more@contoso.test`, undefined],
  [
    `CONTOSO\\${twenty}b`,
    'Active Directory allows 20 characters in a logon name, and this one has 21.'
  ],
  ...['"', '/', '[', ']', ':', ';', '|', '=', ',', '+', '*', '?', '<', '>', '@', '\\'].map(
    (character): [string, string] => [
      `CONTOSO\\a${character}b`,
      `Active Directory allows no ${character} in a logon name.`
    ]
  ),
  ['CONTOSO\\a+b*c+', 'Active Directory allows no + * in a logon name.'],
  ['CONTOSO\\a\u0007b', 'Active Directory allows no control characters in a logon name.'],
  ['CONTOSO\\a\u0085b', 'Active Directory allows no control characters in a logon name.'],
  ['CONTOSO\\jsmith.', 'Active Directory allows no dot at the end of a logon name.'],
  ...['', '  ', 'jsmith', 'CONTOSO\\', '\\jsmith', '@contoso.test', 'jsmith@', '\\a@b'].map(
    (written): [string, string] => [
      written,
      'Active Directory needs a domain and a name in a logon name: DOMAIN\\name or name@domain.'
    ]
  )
]

for (const [written, fault] of cases) {
  t.test(`${JSON.stringify(written)}: ${fault ?? 'some account may have it'}`, async t => {
    t.equal(logonNameFault(written), fault)
  })
}

t.test('the same of a name without its domain', async t => {
  t.equal(accountNameFault('jsmith'), undefined)
  t.match(accountNameFault('j+smith'), /no \+/)
})
