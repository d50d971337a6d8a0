import t from 'tap'
import { foundBy } from '../../src/planning/found-by.ts'
import { aUser, domains } from './people.ts'

const user = aUser({ email: 'Anna@contoso.test' })
const byUpn = aUser({ domainName: 'anna@brand.example', email: 'anna@brand.example' })

const cases: [string, ReturnType<typeof foundBy>][] = [
  ['user-anna', 'systemuserid'],
  ['USER-ANNA', 'systemuserid'],
  ['contoso\\ASmith', 'logon-name'],
  ['contoso.test\\asmith', 'logon-name'],
  ['asmith@contoso.test', 'logon-name'],
  ['anna@contoso.test', 'mail'],
  ['SALES\\asmith', undefined],
  ['asmith', undefined],
  [' ', undefined]
]

for (const [name, expected] of cases) {
  t.test(`${name}: ${expected ?? 'not this one'}`, async t => {
    t.equal(foundBy(user, name, domains), expected)
  })
}

t.test('the surest goes first', async t => {
  t.equal(foundBy(byUpn, 'Anna@brand.example', domains), 'logon-name')
  t.equal(foundBy(aUser({ domainName: '' }), 'nobody', domains), undefined)
  t.equal(foundBy(aUser({ domainName: '' }), ' ', domains), undefined)
})
