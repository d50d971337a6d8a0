import t, { type Test } from 'tap'
import { placeholderMark } from '../../src/active-directory/placeholder-mark.ts'
import type { Placeholder } from '../../src/model/placeholder.ts'
import type { Plan } from '../../src/model/plan.ts'
import { company } from '../../src/sandbox/company.ts'
import { userId } from '../../src/sandbox/company/user-record.ts'
import { deleteAccount } from '../../src/sandbox/ldap/delete-account.ts'
import type { DirectoryTree } from '../../src/sandbox/ldap/directory-tree.ts'
import { firstText } from '../../src/sandbox/ldap/entry.ts'
import { startLdapServer } from '../../src/sandbox/ldap/start-ldap-server.ts'
import { certify } from '../certify.ts'
import { createClient, type List } from './client.ts'
import { startService, type Environment, type RunningService } from './start-service.ts'
import { startWorld, type People } from './start-world.ts'

t.setTimeout(120_000)

const unitDn = company().placeholderUnit

/** Swapped: both hop, over two placeholders. */
const targets = [
  { systemUserId: userId('a.weber'), account: 'CONTOSO\\am.weber' },
  { systemUserId: userId('am.weber'), account: 'CONTOSO\\a.weber' }
]

t.test('no free placeholder: made for the plan, approved, used, removed', async t => {
  const { world, environment, made } = await open(t)
  const client = createClient((await start(t, environment)).url, world)
  t.match((await client.get('/v1/placeholders')).body, { value: [], totalCount: 0 })
  const { body: plan } = await client.plan({ targets })
  t.match(plan, { users: 2, placeholdersNeeded: 2, blockedCount: 0 })
  const placeholders = (await client.get<List<Placeholder>>('/v1/placeholders')).body.value
  t.match(placeholders, [
    { status: 'leased', leasedBy: plan.planId },
    { status: 'leased', leasedBy: plan.planId }
  ])
  t.same(new Set(parksOf(plan)), new Set(placeholders.map(each => each.objectGuid)))
  t.match(
    made().map(entry => [entry.password?.length, firstText(entry, 'userAccountControl')]),
    [
      [120, '514'],
      [120, '514']
    ]
  )
  await client.approve(plan)
  const { body } = await client.execute(plan, 'execute', { Prefer: 'wait=25' })
  t.match(body, { status: 'Succeeded', usersRemapped: 2 })
  t.same(made(), [])
  const trail = await client.all<{ action: string; outcome: string }>('/v1/audit', 'auditor')
  const deeds = trail.filter(({ action }) => action.endsWith('-placeholder'))
  t.same(
    deeds.map(({ action }) => action),
    [...Array(2).fill('create-placeholder'), ...Array(2).fill('remove-placeholder')]
  )
})

t.test('killed between an account and its plan: the next start removes it', async t => {
  const { world, environment, made, interfere } = await open(t, { lateMs: 15 * 60_000 })
  const service = await start(t, environment)
  const client = createClient(service.url, world)
  interfere('add', () => process.kill(service.pid, 'SIGKILL'))
  await t.rejects(client.plan({ targets }))
  t.equal(made().length, 1)
  await start(t, environment)
  await until(() => made().length === 0)
  t.pass('removed')
})

t.test('killed after the execution: the next start removes what is left', async t => {
  const { world, environment, made, interfere } = await open(t)
  const service = await start(t, environment)
  const client = createClient(service.url, world)
  const plan = await client.approvedPlan({ targets })
  interfere('remove', () => process.kill(service.pid, 'SIGKILL'))
  await client.execute(plan)
  await until(() => made().length === 1)
  await service.kill()
  const fresh = createClient((await start(t, environment)).url, world)
  await until(() => made().length === 0)
  const { value } = (await fresh.get<List<{ status: string }>>('/v1/executions')).body
  t.match(value, [{ status: 'Succeeded', usersRemapped: 2 }])
})

t.test('what a record holds is reported as stranded, and stays', async t => {
  const { organizationId, users } = company()
  const jane = users.find(each => each.systemuserid === userId('jane.doe'))
  if (jane) jane.domainname = 'CONTOSO\\relink-00000000'
  const { world, environment, tree, made } = await open(t, { people: { ...company(), users } })
  const madeFor = { planId: crypto.randomUUID(), organizationId }
  tree.add(
    `CN=relink-00000000,${unitDn}`,
    {
      objectClass: 'user',
      sAMAccountName: 'relink-00000000',
      description: placeholderMark(madeFor)
    },
    { whenCreated: new Date('2026-01-15T06:00:00Z') }
  )
  const service = await start(t, environment)
  const client = createClient(service.url, world)
  const path = '/v1/audit?action=stranded-on-placeholder'
  await until(async () => (await client.all(path, 'auditor')).length > 0)
  t.match(await client.all(path, 'auditor'), [{ target: userId('jane.doe') }])
  t.equal(made().length, 1)
})

t.test('without the right to, the plan is refused, and says what to grant', async t => {
  const { world, environment, made } = await open(t)
  const { dn, password } = company().reader
  const reader = { DIRECTORY_BIND_DN: dn, DIRECTORY_BIND_PASSWORD: password }
  const client = createClient((await start(t, { ...environment, ...reader })).url, world)
  const { status, body } = await client.plan({ targets })
  t.equal(status, 503)
  t.match(body, { code: 'directory-unavailable', detail: /PLACEHOLDER_OU\. Grant it that/ })
  t.same(made(), [])
})

/**
 * A company whose unit is empty, its directory encrypted; its clock is late by so much, so that what
 * is made now looks old. `interfere` is called after the next change, before its answer.
 */
async function open(
  t: Test,
  { people = company(), lateMs = 0 }: { people?: People; lateMs?: number } = {}
) {
  const world = await startWorld(t, { people })
  const { tree } = world
  for (const name of company().placeholders) deleteAccount(tree, name)
  const interferences = new Map<'add' | 'remove', () => void>()
  const then = <Result>(deed: 'add' | 'remove', result: Result): Result => {
    interferences.get(deed)?.()
    return result
  }
  const served: DirectoryTree = {
    ...tree,
    add: (dn, attributes, system) =>
      then(
        'add',
        tree.add(dn, attributes, { ...system, whenCreated: new Date(Date.now() - lateMs) })
      ),
    remove: dn => then('remove', tree.remove(dn))
  }
  const { key, cert } = certify(t.testdir(), 'localhost')
  const ldaps = await startLdapServer({ directory: served, tls: { key, cert } })
  t.teardown(() => ldaps.close())
  const { dn, password } = company().keeper
  const environment: Environment = {
    ...world.environment,
    DIRECTORY_URL: ldaps.url.replace('127.0.0.1', 'localhost'),
    DIRECTORY_CA_FILE: `${t.testdirName}/localhost.pem`,
    DIRECTORY_BIND_DN: dn,
    DIRECTORY_BIND_PASSWORD: password,
    PLACEHOLDER_ACCOUNTS: '',
    PLACEHOLDER_OU: unitDn,
    PLACEHOLDER_CREATE: 'true'
  }
  const made = () =>
    [...tree.entries()].filter(entry => firstText(entry, 'sAMAccountName')?.startsWith('relink-'))
  const interfere = (deed: 'add' | 'remove', how: () => void) => interferences.set(deed, how)
  return { world, environment, tree, made, interfere }
}

async function start(t: Test, environment: Environment): Promise<RunningService> {
  const service = await startService(environment)
  t.teardown(() => service.stop())
  return service
}

function parksOf({ steps }: Plan): readonly (string | undefined)[] {
  return steps.filter(step => step.action === 'park').map(step => step.toObjectGuid)
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await isSo()) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error('it never came about')
}
