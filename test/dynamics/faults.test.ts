import t, { type Test } from 'tap'
import { codeRows, statusRows, textRows } from '../../src/dynamics/faults.ts'
import type { Organization, WriteOutcome } from '../../src/ports.ts'
import {
  aliceEtag,
  aliceId,
  never,
  openOrganization,
  recordingLog,
  userRow
} from './scripted-api.ts'
import { fault, html, json, raw, startScriptedServer, type Reply } from './scripted-server.ts'

function write(organization: Organization): Promise<WriteOutcome> {
  return organization.writeDomainName(
    { systemUserId: aliceId, domainName: 'CONTOSO\\adams', etag: aliceEtag },
    never
  )
}

/** What must never be seen outside: the server's words, its stack, its pages. */
const upstream = /secret|stacktrace|Principal user|upstream/i

async function judge(t: Test, reply: Reply): Promise<WriteOutcome> {
  const log = recordingLog()
  const { url, heard } = await startScriptedServer(t, [reply])
  const outcome = await write(openOrganization(t, url, {}, log))
  t.equal(heard.length, 1, 'a write is sent once')
  t.notMatch(JSON.stringify(outcome) + log.lines.join('\n'), upstream, 'nothing leaks')
  return outcome
}

t.test('each code row decides, whatever the status and the spelling', async t => {
  for (const { code, kind, name } of codeRows) {
    const signed = Number.parseInt(code, 16) | 0
    const spellings: [number, unknown][] = [
      [400, code],
      [500, code.toUpperCase().replace('0X', '0x')],
      [412, String(signed)],
      [503, signed]
    ]
    const { url } = await startScriptedServer(
      t,
      spellings.map(([status, spelling]) => fault(status, spelling, 'Principal user secret'))
    )
    const organization = openOrganization(t, url)
    for (const [status, spelling] of spellings) {
      const outcome = await write(organization)
      t.equal(outcome.kind, kind, `${name} as ${String(spelling)} under ${status}`)
      if ('detail' in outcome) t.match(outcome.detail, code, 'the detail names the code')
      t.notMatch(JSON.stringify(outcome), upstream)
    }
  }
})

t.test('what the executor relies on, by code', async t => {
  const relied: [string, WriteOutcome['kind']][] = [
    ['0x80041d2c', 'account-held'],
    ['0x80040237', 'account-held'],
    ['0x80041d2a', 'name-unknown'],
    ['0x80048015', 'name-unknown'],
    ['0x80044342', 'name-unknown'],
    ['0x80060882', 'stale'],
    ['0x80040217', 'user-not-found'],
    ['0x80044161', 'refused'],
    ['0x80041d33', 'refused'],
    ['0x80040220', 'refused'],
    ['0x80072322', 'busy'],
    ['0x80040216', 'unclear']
  ]
  for (const [code, kind] of relied) {
    t.equal(codeRows.find(row => row.code === code)?.kind, kind, code)
  }
  t.equal(new Set(codeRows.map(({ code }) => code)).size, codeRows.length, 'no code twice')
})

const texts: Record<string, string> = {
  'LookupAccountNameW failed': 'System.Exception: LookupAccountNameW failed with error',
  'does not exist in active': 'The object does not exist in active directory.',
  'Active Directory user already':
    'The specified Active Directory user already exists as a CRM user.',
  'match the RowVersion':
    "The version of the existing record doesn't match the RowVersion property",
  'systemuser With': `systemuser With Id = ${aliceId} Does Not Exist`,
  'their own domain name': 'The caller cannot change their own domain name',
  'domain logon name': 'You do not have the necessary permissions to change the domain logon name',
  'missing prv': 'Principal user (Id=1) is missing prvWriteUser privilege'
}

t.test('each text row decides when the code is empty or vague', async t => {
  t.equal(Object.keys(texts).length, textRows.length, 'a text for each row')
  for (const { pattern, kind } of textRows) {
    const text = Object.values(texts).find(text => pattern.test(text))
    t.ok(text, `a text for ${pattern}`)
    for (const code of ['', '0x80040216', '0x8006088a']) {
      t.equal((await judge(t, fault(500, code, text))).kind, kind, `${pattern} with "${code}"`)
    }
  }
  const secLib = 'SecLib::AccessCheckEx failed. Returned hr = -2147187962'
  t.match(await judge(t, fault(500, '', secLib)), { kind: 'refused', detail: /0x80048306/ })
  t.equal((await judge(t, fault(500, '', 'SecLib::AccessCheckEx failed'))).kind, 'refused')
})

t.test('a telling code beats the text', async t => {
  const reply = fault(400, '0x80041d2c', 'LookupAccountNameW failed with error')
  t.equal((await judge(t, reply)).kind, 'account-held')
})

t.test('each status row decides when nothing else speaks', async t => {
  const expected: [number, WriteOutcome['kind']][] = [
    [302, 'refused'],
    [401, 'busy'],
    [403, 'refused'],
    [408, 'unclear'],
    [412, 'stale'],
    [429, 'busy'],
    [400, 'refused'],
    [500, 'unclear']
  ]
  for (const [status, kind] of expected) {
    t.equal((await judge(t, fault(status, ''))).kind, kind, `${status} without a code`)
    t.equal((await judge(t, html(status, { location: '/' }))).kind, kind, `${status} in HTML`)
    const message = json(status, { Message: 'secret' })
    t.equal((await judge(t, message)).kind, kind, `${status} of the routing`)
  }
  const hit = expected.map(([status]) =>
    statusRows.find(({ from, to }) => from <= status && status <= to)
  )
  t.strictSame(hit, statusRows, 'no row without its case')
})

function wait(status: number, after: string): Reply {
  return html(status, { 'retry-after': after })
}

t.test('what lies beyond the tables', async t => {
  t.match(await judge(t, fault(400, '0x80049999')), { kind: 'refused', detail: /0x80049999/ })
  t.match(await judge(t, fault(500, '0x80049999')), { kind: 'refused', detail: /0x80049999/ })
  t.equal((await judge(t, fault(502, '0x80049999'))).kind, 'unclear')
  t.equal((await judge(t, fault(404, ''))).kind, 'user-not-found', 'the Web API said so')
  t.equal((await judge(t, html(404))).kind, 'refused', 'IIS knows nothing of users')
  t.equal((await judge(t, html(503))).kind, 'unclear')
  t.equal((await judge(t, raw(201, ''))).kind, 'unclear', 'nobody asked for a new record')
  t.strictSame(await judge(t, wait(503, '7')), {
    kind: 'busy',
    retryAfterMs: 7000,
    detail: 'Dynamics is not available.'
  })
  t.match(await judge(t, wait(429, '86400')), { kind: 'busy', retryAfterMs: 60_000 })
  t.match(await judge(t, wait(429, 'Thu, 01 Jan 2026 00:00:09 GMT')), {
    kind: 'busy',
    retryAfterMs: 9000
  })
  t.notOk('retryAfterMs' in (await judge(t, html(429))), 'it named no time')
})

t.test('a write that succeeds passes through the same door', async t => {
  t.equal((await judge(t, json(200, userRow()))).kind, 'written')
})
