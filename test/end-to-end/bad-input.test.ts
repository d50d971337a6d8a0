import t from 'tap'
import type { Problem } from '../../src/http/schemas.ts'
import type { Scan } from '../../src/model/scan.ts'
import { company } from '../../src/sandbox/company.ts'
import { userId } from '../../src/sandbox/company/user-record.ts'
import { refusal } from './client.ts'
import { openCompany } from './open-company.ts'

t.setTimeout(120_000)

/** What LDAP filters, OData filters, URLs and terminals take for something else. */
const hostileNames = [
  '*)(objectClass=*',
  '*',
  ')(|(cn=*',
  '\\2a\\29',
  'CONTOSO\\*',
  "o'brien' or 1 eq 1 or domainname eq '",
  "'); drop table systemuser; --",
  '(((((((((',
  'CONTOSO\\nul\u0000byte',
  'line\r\nbreak',
  '../../v1/audit',
  '%00%0a%2f',
  '\u202Egnp.exe',
  '🜁'.repeat(50),
  '{00000000-0000-0000-0000-000000000000}',
  'a'.repeat(1024)
]

t.test('one company, every kind of bad request', async t => {
  const { client, world } = await openCompany(t)

  t.test('names with a meaning elsewhere are names like any other', async t => {
    const { status, body, text } = await client.detect({ users: hostileNames })
    t.equal(status, 200, text.slice(0, 300))
    t.same(body.unknownUsers, hostileNames)
    t.same(body.mismatches, [])
    for (const name of hostileNames) {
      const reply = await client.get(`/v1/users/${encodeURIComponent(name)}`)
      // A path holds no control characters; everything else is a name that nobody has.
      const isText = !/\p{Cc}/u.test(name)
      const expected = isText ? problem(404, 'user-not-found') : problem(400, 'invalid-request')
      t.same(refusal(reply), expected, JSON.stringify(name).slice(0, 60))
    }
  })

  t.test('names that nobody has stand beside those that were found', async t => {
    const users = [
      'CONTOSO\\jane.doe',
      'CONTOSO\\nobody',
      'nobody@contoso.test',
      crypto.randomUUID()
    ]
    const { status, body } = await client.detect({ users })
    t.equal(status, 200)
    t.same(body.unknownUsers, users.slice(1))
    t.match(body, { usersChecked: 1, renamed: 1, mismatched: 1, inSync: 0 })
  })

  t.test('bodies that are not what they should be', async t => {
    const id = crypto.randomUUID()
    const bodies: readonly (readonly [string, unknown, string?])[] = [
      ['/v1/detect-mismatch', '{"users": ['],
      ['/v1/detect-mismatch', 'null'],
      ['/v1/detect-mismatch', '[]'],
      ['/v1/detect-mismatch', { user: ['CONTOSO\\jane.doe'] }, '/user'],
      ['/v1/detect-mismatch', { users: 'CONTOSO\\jane.doe' }, '/users'],
      ['/v1/detect-mismatch', { users: [] }, '/users'],
      ['/v1/detect-mismatch', { users: Array(501).fill('a') }, '/users'],
      ['/v1/detect-mismatch', { users: ['ok', 7] }, '/users/1'],
      ['/v1/detect-mismatch', { checks: ['everything'] }, '/checks/0'],
      ['/v1/plan-remap', {}],
      ['/v1/plan-remap', { kinds: ['renamed'] }],
      ['/v1/plan-remap', { scanId: 'one' }, '/scanId'],
      ['/v1/plan-remap', { targets: [{ systemUserId: id }] }, '/targets/0/account'],
      ['/v1/plan-remap', { targets: [twin(id), twin(id)] }, '/targets/1'],
      ['/v1/execute-remap', {}, '/planId'],
      ['/v1/execute-remap', { planId: id, digest: 'sha256:0' }, '/digest'],
      ['/v1/execute-remap', { planId: id, digest, mode: 'dry' }, '/mode']
    ]
    for (const [path, body, pointer] of bodies) {
      const reply = await client.post(path.includes('execute') ? 'executor' : 'planner', path, body)
      const label = `${path} ${JSON.stringify(body).slice(0, 80)}`
      t.same(refusal(reply), problem(400, 'invalid-request'), label)
      const { errors = [], detail } = reply.body as Problem
      t.ok(detail.length > 20, detail)
      if (pointer)
        t.ok(
          errors.some(each => each.pointer === pointer),
          `${label}: ${pointer}`
        )
    }
  })

  t.test('an empty body, a wrong type, too much of it', async t => {
    const path = '/v1/detect-mismatch'
    const json = { 'Content-Type': 'application/json' }
    const empty = await client.send('planner', 'POST', path, { headers: json })
    t.same(refusal(empty), problem(400, 'invalid-request'))
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const typed = await client.send('planner', 'POST', path, { body: 'users=a', headers: form })
    t.same(refusal(typed), problem(415, 'unsupported-media-type'))
    const huge = await client.post('planner', path, { users: ['a'.repeat(1024 * 1024)] })
    t.same(refusal(huge), problem(413, 'request-too-large'))
  })

  t.test('what is not there', async t => {
    const id = crypto.randomUUID()
    const gets = {
      [`/v1/scans/${id}`]: 'scan-not-found',
      [`/v1/scans/${id}/mismatches`]: 'scan-not-found',
      [`/v1/plans/${id}`]: 'plan-not-found',
      [`/v1/plans/${id}/steps`]: 'plan-not-found',
      [`/v1/executions/${id}`]: 'execution-not-found',
      [`/v1/executions/${id}/users`]: 'execution-not-found',
      '/v1/nothing': 'route-not-found'
    }
    for (const [path, code] of Object.entries(gets))
      t.same(refusal(await client.get(path)), problem(404, code), path)
    t.same(refusal(await client.execute({ planId: id, digest })), problem(404, 'plan-not-found'))
    t.same(refusal(await client.plan({ scanId: id })), problem(404, 'scan-not-found'))
    t.same(refusal(await client.get('/v1/scans/1')), problem(404, 'scan-not-found'))
  })

  t.test('targets that cannot be', async t => {
    const protectedUser = { systemUserId: userId('margaret.hale'), account: 'CONTOSO\\a.weber' }
    const special = { systemUserId: company().callerId, account: 'CONTOSO\\a.weber' }
    const nobody = twin(crypto.randomUUID())
    const nowhere = { systemUserId: userId('jane.doe'), account: 'CONTOSO\\nowhere*)(cn=*' }
    const held = { systemUserId: userId('jane.doe'), account: 'CONTOSO\\helen.clark' }
    const fine = { systemUserId: userId('helen.clark'), account: 'CONTOSO\\helen.clark' }
    const cases = [
      [special, 'user-protected'],
      [nobody, 'user-not-found'],
      [nowhere, 'target-not-found'],
      [held, 'target-held-by-unplanned-user'],
      [fine, 'already-in-sync']
    ] as const
    for (const [target, code] of cases) await refusedTarget(target, code)
    await refusedTarget(protectedUser, 'target-held-by-unplanned-user')

    async function refusedTarget(target: (typeof cases)[number][0], code: string): Promise<void> {
      const reply = await client.plan({ targets: [target] })
      t.same(refusal(reply), problem(422, 'nothing-to-remap'), code)
      t.match((reply.body as unknown as Problem).errors?.[0]?.detail, new RegExp(`^${code}: `))
    }
  })

  t.test('a placeholder that cannot be used', async t => {
    for (const name of ['CONTOSO\\nobody', 'CONTOSO\\helen.clark', 'CONTOSO\\*']) {
      const reply = await client.plan({ targets: [jane], placeholders: [name] })
      t.same(refusal(reply), problem(422, 'placeholder-unfit'), name)
      t.equal((reply.body as unknown as Problem).errors?.[0]?.pointer, '/placeholders/0')
    }
  })

  t.test('all the same, nothing was written and everything still works', async t => {
    t.equal(world.organization.writes.length, 0)
    t.equal((await client.get('/health/ready')).status, 200)
    t.equal((await client.detect({ users: ['CONTOSO\\jane.doe'] })).status, 200)
  })
})

t.test('a group and a name protect', async t => {
  const { client, world } = await openCompany(
    t,
    {},
    { PROTECTED_USERS: [...company().protectedUsers, company().protectedGroupDn].join(';') }
  )
  const targets = [{ systemUserId: userId('margaret.hale'), account: 'CONTOSO\\crm-park-01' }]
  const reply = await client.plan({ targets })
  t.same(refusal(reply), problem(422, 'nothing-to-remap'))
  t.match((reply.body as unknown as Problem).errors?.[0]?.detail, /^user-protected: /)
  t.equal(world.organization.writes.length, 0)
})

t.test('one side is down', async t => {
  for (const side of ['directory', 'organization'] as const) {
    await t.test(side, async t => downSide(t, side))
  }
})

async function downSide(t: Parameters<typeof openCompany>[0], side: 'directory' | 'organization') {
  const { client, world } = await openCompany(t, {}, { SETTLE_TIMEOUT: 'PT1S' })
  const plan = await client.approvedPlan({ targets: [jane] })
  await (side === 'directory' ? world.ldap : world.organization).close()
  const code = `${side}-unavailable`
  t.same(refusal(await client.detect({ users: ['CONTOSO\\jane.doe'] })), problem(503, code))
  t.same(refusal(await client.plan({ targets: [jane] })), problem(503, code))
  t.same(refusal(await client.get('/v1/users/jane.doe%40contoso.test')), problem(503, code))
  t.same(refusal(await client.get('/v1/placeholders')), problem(503, code))
  const ready = await client.get<{ status: string; checks: { name: string; status: string }[] }>(
    '/health/ready'
  )
  t.match(ready, { status: 503, body: { status: 'unready' } })
  t.same(
    ready.body.checks.filter(each => each.status === 'fail').map(each => each.name),
    [side]
  )
  t.equal((await client.get('/health/live')).status, 200)
  const scan: Scan = await client.scan()
  t.match(scan, { status: 'Failed', failureCode: code })
  t.ok((scan.failureDetail ?? '').length > 20, scan.failureDetail ?? '')
  const ended = await client.until((await client.execute(plan)).body.executionId)
  t.match(ended, { status: 'Failed', usersRemapped: 0 })
  t.equal(world.organization.writes.length, 0)
}

const digest = `sha256:${'0'.repeat(64)}`
const jane = { systemUserId: userId('jane.doe'), account: 'CONTOSO\\jane.miller' }

function twin(systemUserId: string) {
  return { systemUserId, account: 'CONTOSO\\jane.miller' }
}

function problem(status: number, code: string) {
  return { status, code, type: 'application/problem+json' }
}
