import t from 'tap'
import { candidateEvidence, candidatesOf, toOffer } from '../../src/planning/candidates.ts'
import { aGiven, anAccount, aUser } from './people.ts'

const user = aUser({ email: 'anna@contoso.test', employeeId: 'E1' })
const own = anAccount({ mail: 'anna@contoso.test', employeeId: 'E1' })
const manager = anAccount({
  objectGuid: 'guid-manager',
  logonName: 'CONTOSO\\boss',
  proxyAddresses: ['anna@contoso.test'],
  employeeId: 'E9'
})

t.test('whoever shares an attribute, but for one', async t => {
  const given = aGiven(user, [manager, own])
  const names = candidatesOf(given).map(each => each.account.logonName)
  t.same(names, ['CONTOSO\\asmith', 'CONTOSO\\boss'])
  t.same(
    candidatesOf(given, own).map(each => each.account),
    [manager]
  )
})

t.test('nobody is offered an account with another employee id', async t => {
  t.strictSame(toOffer(candidatesOf(aGiven(user, [manager, own]))), [own])
})

t.test('several are named; of an only one it is said why', async t => {
  const evidence = (...accounts: (typeof own)[]) =>
    candidateEvidence(user, candidatesOf(aGiven(user, accounts)))
  t.same(evidence(own, manager), [
    { fact: 'candidate', directory: 'CONTOSO\\asmith', agrees: true },
    { fact: 'candidate', directory: 'CONTOSO\\boss', agrees: false }
  ])
  t.match(evidence(own), [
    { fact: 'candidate', agrees: true },
    { fact: 'employee-id', agrees: true },
    { fact: 'mail', agrees: true },
    { fact: 'created', agrees: true }
  ])
  t.same(evidence(), [])
})
