import t from 'tap'
import type { AuditRow } from '../../src/model/audit-row.ts'
import type { Mismatch } from '../../src/model/mismatch.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { Scan } from '../../src/model/scan.ts'
import type { UserExplanation } from '../../src/model/user-explanation.ts'
import { userId } from '../../src/sandbox/company/user-record.ts'
import { refusal, type List } from './client.ts'
import { openCompany } from './open-company.ts'

t.setTimeout(120_000)

t.test('what holds for the whole API', async t => {
  const { client, world } = await openCompany(t)
  const scan = await client.scan()

  t.test('Prefer: wait answers 200 with the end in it', async t => {
    const { status, headers, body } = await client.detect({}, { Prefer: 'wait=20' })
    t.equal(status, 200)
    t.equal(headers.get('preference-applied'), 'wait=20')
    t.equal(headers.get('location'), `${client.base}/v1/scans/${body.scanId}`)
    t.equal(headers.get('retry-after'), null)
    t.match(body, { status: 'Succeeded', isTerminal: true, percentComplete: 100 })
    t.notOk('nextPollSeconds' in body)
  })

  t.test('an ETag is answered with 304 until the resource changes', async t => {
    const { body: plan } = await client.plan({ targets: [jane] })
    const path = `/v1/plans/${plan.planId}`
    const first = await client.get<Plan>(path)
    const etag = first.headers.get('etag') ?? ''
    t.ok(etag)
    const held = await client.get(path, { 'If-None-Match': etag })
    t.match(held, { status: 304, text: '' })
    await client.approve(plan)
    const changed = await client.get<Plan>(path, { 'If-None-Match': etag })
    t.match(changed, { status: 200, body: { status: 'Approved' } })
    t.not(changed.headers.get('etag'), etag)
  })

  t.test(
    'the same Idempotency-Key repeats the first answer, and the deed is done once',
    async t => {
      const key = { 'Idempotency-Key': 'a key of mine' }
      const body = { targets: [jane] }
      const first = await client.post<Plan>('planner', '/v1/plan-remap', body, key)
      const second = await client.post<Plan>('planner', '/v1/plan-remap', body, key)
      t.same([second.status, second.body], [first.status, first.body])
      t.equal(second.headers.get('idempotency-replayed'), 'true')
      t.equal(second.headers.get('location'), first.headers.get('location'))
      const other = await client.post('planner', '/v1/plan-remap', { scanId: scan.scanId }, key)
      t.same(refusal(other), problem(422, 'idempotency-key-reused'))
      const somebodyElse = await client.post<Plan>('author', '/v1/plan-remap', body, key)
      t.equal(somebodyElse.status, 201, "another caller's key is another key")
      t.not(somebodyElse.body.planId, first.body.planId)
    }
  )

  t.test('pages by number and pages by nextLink are the same rows', async t => {
    const path = `/v1/scans/${scan.scanId}/mismatches`
    const whole = await client.get<List<Mismatch>>(`${path}?pageSize=1000`)
    t.equal(whole.body.totalCount, scan.mismatched)
    t.equal(whole.body.nextLink, undefined)
    const linked = await client.all<Mismatch>(`${path}?pageSize=5`)
    t.same(linked, whole.body.value)
    const third = await client.get<List<Mismatch>>(`${path}?page=3&pageSize=5`)
    t.same(third.body.value, whole.body.value.slice(10, 15))
    const renamed = await client.all<Mismatch>(`${path}?kind=renamed&pageSize=2`)
    t.equal(renamed.length, scan.renamed)
    t.ok(renamed.every(each => each.kind === 'renamed'))
    const beyond = await client.get<List<Mismatch>>(`${path}?page=99`)
    t.match(beyond, { status: 200, body: { value: [], totalCount: scan.mismatched } })
    for (const query of ['page=0', 'pageSize=1001', 'kind=fired', 'nonsense=1']) {
      t.same(refusal(await client.get(`${path}?${query}`)), problem(400, 'invalid-request'), query)
    }
  })

  t.test('a correlation id and on whose behalf are kept', async t => {
    const headers = { 'X-Correlation-ID': 'INC0012345', 'X-On-Behalf-Of': 'Grace Hopper' }
    const reply = await client.detect({ users: ['CONTOSO\\jane.doe'] }, headers)
    t.equal(reply.headers.get('x-correlation-id'), 'INC0012345')
    t.equal(reply.body.onBehalfOf, 'Grace Hopper')
    const rows = await client.all<AuditRow>(`/v1/audit?target=${reply.body.scanId}`, 'auditor')
    t.match(rows, [{ actor: 'planner', onBehalfOf: 'Grace Hopper', action: 'detect-mismatch' }])
  })

  t.test('who may do what', async t => {
    const nobody = await fetch(`${client.base}/v1/scans`)
    t.equal(nobody.status, 401)
    t.ok(nobody.headers.get('www-authenticate'))
    const wrong = await client.post('reader', '/v1/detect-mismatch', {})
    t.same(refusal(wrong), problem(403, 'missing-role'))
    t.same(refusal(await client.get('/v1/audit', {}, 'reader')), problem(403, 'missing-role'))
    const trail = await client.all<AuditRow>('/v1/audit', 'auditor')
    t.ok(trail.some(row => row.outcome === 'refused' && row.actor === 'reader'))
  })

  t.equal(world.organization.writes.length, 0)
})

t.test('one user, by every form of name', async t => {
  const { client } = await openCompany(t)
  const forms = [
    userId('jane.doe'),
    userId('jane.doe').toUpperCase(),
    'CONTOSO\\jane.doe',
    'contoso\\JANE.DOE',
    'contoso.test\\jane.doe',
    'jane.doe@contoso.test'
  ]
  for (const form of forms) {
    const path = `/v1/users/${encodeURIComponent(form)}`
    const { status, body } = await client.get<UserExplanation>(path)
    t.equal(status, 200, form)
    t.match(body, {
      systemUserId: userId('jane.doe'),
      kind: 'renamed',
      confidence: 'proven',
      expectedDomainName: 'CONTOSO\\jane.miller',
      wouldDo: 'parkAndMap',
      isProtected: false
    })
    const text = await client.get(path, { Accept: 'text/plain' })
    t.match(text.headers.get('content-type'), /^text\/plain/)
    t.match(text.text, /jane\.miller/)
  }
  const named = await client.detect({ users: forms })
  t.match(named.body, { usersChecked: 1, renamed: 1 })
  t.same(named.body.unknownUsers, [])
})

t.test('what would be done for each kind of trouble', async t => {
  const { client } = await openCompany(t)
  const expected = {
    'helen.clark': { kind: 'inSync', wouldDo: 'nothing' },
    'a.weber': { kind: 'nameReused', wouldDo: 'parkAndMap' },
    'samuel.okafor': { kind: 'recreated', wouldDo: 'parkAndMap' },
    'victor.lindqvist': { kind: 'orphaned', wouldDo: 'askAPerson' },
    'maria.silva': { kind: 'ambiguous', wouldDo: 'askAPerson' },
    'svc-relink': { isProtected: true, wouldDo: 'nothing' }
  }
  for (const [name, answer] of Object.entries(expected)) {
    const { body } = await client.get<UserExplanation>(`/v1/users/${userId(name)}`)
    t.match(body, answer, name)
    t.ok(body.explanation.length > 10, body.explanation)
  }
})

t.test('a scan is canceled, and canceled again', async t => {
  const { client } = await openCompany(t, { latencyMs: 300 })
  const { body } = await client.detect()
  const cancel = () => client.post<Scan>('planner', `/v1/scans/${body.scanId}/cancel`)
  t.equal((await cancel()).status, 200)
  let { body: scan } = await client.get<Scan>(`/v1/scans/${body.scanId}`)
  while (!scan.isTerminal) scan = (await client.get<Scan>(`/v1/scans/${body.scanId}`)).body
  t.equal(scan.status, 'Canceled')
  t.match(await cancel(), { status: 200, body: { status: 'Canceled' } })
  const plan = await client.plan({ scanId: body.scanId })
  t.same(refusal(plan), problem(409, 'scan-not-finished'))
})

const jane = { systemUserId: userId('jane.doe'), account: 'CONTOSO\\jane.miller' }

function problem(status: number, code: string) {
  return { status, code, type: 'application/problem+json' }
}
