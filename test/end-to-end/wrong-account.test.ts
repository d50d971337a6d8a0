import t from 'tap'
import type { Plan } from '../../src/model/plan.ts'
import { company } from '../../src/sandbox/company.ts'
import { userId } from '../../src/sandbox/company/user-record.ts'
import { addAccount } from '../../src/sandbox/ldap/add-account.ts'
import { deleteAccount } from '../../src/sandbox/ldap/delete-account.ts'
import { recreateAccount } from '../../src/sandbox/ldap/recreate-account.ts'
import { refusal, type Client } from './client.ts'
import { openCompany } from './open-company.ts'

t.setTimeout(120_000)

const [park1 = '', park2 = ''] = company().placeholders
const jane = { systemUserId: userId('jane.doe'), account: 'CONTOSO\\jane.miller' }
const priya = { systemUserId: userId('priya.raman'), account: 'CONTOSO\\priya.anand' }
const margaret = userId('margaret.hale')

/** The one user's blocked code in a plan that has nobody else. */
async function blockedCode(client: Client, request: Parameters<Client['plan']>[0]) {
  const answer = await client.plan(request)
  const { errors = [] } = answer.body as unknown as { errors?: { detail: string }[] }
  return [refusal(answer).code, errors[0]?.detail.split(':')[0]]
}

t.test('nobody is mapped to a placeholder or to a protected account', async t => {
  const group = { PROTECTED_USERS: company().protectedGroupDn }
  const { client, world } = await openCompany(t, {}, group)
  const toPlaceholder = { targets: [{ ...jane, account: park1 }] }
  t.same(await blockedCode(client, toPlaceholder), ['nothing-to-remap', 'target-not-allowed'])
  const narrowed = { ...toPlaceholder, placeholders: [park2] }
  t.same(await blockedCode(client, narrowed), ['nothing-to-remap', 'target-not-allowed'])
  const toBoard = { targets: [{ ...jane, account: 'CONTOSO\\margaret.hale' }] }
  t.same(await blockedCode(client, toBoard), ['nothing-to-remap', 'target-not-allowed'])
  addAccount(world.tree, { logonName: 'CONTOSO\\spare', givenName: 'S', surname: 'Pare' })
  const fromBoard = { targets: [{ systemUserId: margaret, account: 'CONTOSO\\spare' }] }
  t.same(await blockedCode(client, fromBoard), ['nothing-to-remap', 'user-protected'])
  t.equal(world.organization.writes.length, 0)
})

t.test('a request narrows the pool of placeholders, never widens it', async t => {
  const { client } = await openCompany(t)
  const foreign = await client.plan({ targets: [jane], placeholders: ['CONTOSO\\svc-reader'] })
  t.equal(refusal(foreign).code, 'placeholder-unfit')
  const twice = await client.plan({
    targets: [jane],
    placeholders: [park1, park1.replace('CONTOSO', 'contoso.test')]
  })
  t.match(twice, { status: 201 }, 'two spellings are one placeholder')
})

t.test('a placeholder that is another account by now parks nobody', async t => {
  const { client, world } = await openCompany(t)
  const plan = await client.approvedPlan({ targets: [jane], placeholders: [park2] })
  recreateAccount(world.tree, park2)
  const { body } = await client.execute(plan)
  t.match(await client.until(body.executionId), { status: 'Failed', usersFailed: 1 })
  t.match(await client.users(body.executionId), [{ code: 'target-changed-since-planned' }])
  t.equal(world.organization.writes.length, 0)
})

t.test('a rollback wants proof of the account that the old name leads to', async t => {
  const { client, world } = await openCompany(t)
  const plan = await client.approvedPlan({ targets: [priya] })
  const { body } = await client.execute(plan)
  t.match(await client.until(body.executionId), { status: 'Succeeded' })
  const hired = { logonName: 'CONTOSO\\priya.raman', givenName: 'Priya', surname: 'Rahman' }
  t.equal(addAccount(world.tree, hired).kind, 'done')
  t.equal(refusal(await client.act(body.executionId, 'rollback')).code, 'not-possible-now')
  t.equal(world.organization.writes.length, 2, 'the hop there, and nothing back')
  deleteAccount(world.tree, hired.logonName)
})

t.test('who was left on the only placeholder can be planned with it', async t => {
  const { client, world } = await openCompany(t, {}, { PLACEHOLDER_ACCOUNTS: park1 })
  const row = world.organization.rows.find(each => each.systemuserid === jane.systemUserId)
  if (!row) throw new Error('no Jane')
  row.domainname = park1
  row.activedirectoryguid = 'the placeholder'
  const user = await client.get(`/v1/users/${jane.systemUserId}`)
  t.match(user.body, { kind: 'renamed', wouldDo: 'map', explanation: /is parked on/ })
  const plan: Plan = await client.approvedPlan({ targets: [jane] })
  t.match(plan.steps, [{ action: 'map', fromDomainName: park1 }])
  const { body } = await client.execute(plan)
  t.match(await client.until(body.executionId), { status: 'Succeeded' })
  t.equal(row.domainname, jane.account)
})
