import t from 'tap'
import type { User } from '../../src/model/user.ts'
import { usersOfAccount } from '../../src/use-cases/users-of-account.ts'
import { accountOf, guidOf, idOf, openContext, userOf } from '../fakes/context.ts'
import { link } from '../store/samples.ts'

const { signal } = new AbortController()
const account = {
  ...accountOf('CONTOSO\\new1', 5),
  mail: 'anna@contoso.test',
  employeeId: 'E1',
  userPrincipalName: 'anna.smith@brand.example'
}

/** The record with id 1 is asked for by its account. */
const cases: [string, string, Partial<User>][] = [
  ['name, spelled otherwise', 'new1@contoso.test', { domainName: 'contoso.test\\NEW1' }],
  ['user principal name', 'Anna.Smith@brand.example', { domainName: 'anna.smith@brand.example' }],
  ['mail address', 'CONTOSO\\new1', { email: 'Anna@contoso.test' }],
  ['employee id', 'CONTOSO\\new1', { employeeId: 'e1' }]
]

for (const [by, name, more] of cases) {
  t.test(`the record of an account by its ${by}`, async t => {
    const { context } = await openContext(t, {
      users: [userOf(1, more), userOf(2)],
      accounts: [account]
    })
    t.same(await usersOfAccount(context, name, signal), [idOf(1)])
  })
}

t.test('a link goes before all that records say', async t => {
  const users = [userOf(1), userOf(2, { employeeId: 'E1', email: 'anna@contoso.test' })]
  const { context, store } = await openContext(t, { users, accounts: [account] })
  await store.links.put([link({ systemUserId: idOf(1), objectGuid: guidOf(5) })])
  t.same(await usersOfAccount(context, 'CONTOSO\\new1', signal), [idOf(1)])
})

t.test('an employee id that many accounts have leads to none of its records', async t => {
  const accounts = Array.from({ length: 12 }, (_, index) => ({
    ...accountOf(`CONTOSO\\ext${index}`, index),
    employeeId: 'EXT'
  }))
  const { context } = await openContext(t, { users: [userOf(1, { employeeId: 'EXT' })], accounts })
  t.same(await usersOfAccount(context, 'CONTOSO\\ext1', signal), [])
})

t.test('nobody', async t => {
  const { context } = await openContext(t, { users: [userOf(1)], accounts: [account] })
  t.same(await usersOfAccount(context, 'CONTOSO\\nobody', signal), [])
})
