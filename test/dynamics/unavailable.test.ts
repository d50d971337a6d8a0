import t from 'tap'
import { deadUrl, never, openOrganization, unavailableFor } from './scripted-api.ts'
import {
  fault,
  hang,
  html,
  json,
  raw,
  startScriptedServer,
  truncated,
  type Reply
} from './scripted-server.ts'
import { unavailable } from '../../src/dynamics/unavailable.ts'

const cases: [string, Reply, RegExp, boolean][] = [
  [
    'IIS with Windows authentication',
    raw(401, '', { 'www-authenticate': ['Negotiate', 'NTLM'] }),
    /offers Negotiate, NTLM: set DYNAMICS_AUTH to negotiate or ntlm and check/,
    false
  ],
  [
    'OAuth',
    raw(401, '', { 'www-authenticate': 'Bearer authorization_uri=https://secret/' }),
    /offers Bearer: set DYNAMICS_AUTH to adfs/,
    false
  ],
  ['no way in', raw(401, '', { 'www-authenticate': 'Digest realm="secret"' }), /no way/, false],
  ['no way named', raw(401, ''), /no way/, false],
  ['log-on page by redirect', html(302, { location: 'https://secret/adfs' }), /to adfs/, false],
  ['log-on page as it is', html(200), /claims-based.*to adfs/, false],
  ['HTML that calls itself JSON', raw(200, '\n <html>'), /claims-based/, false],
  ['forbidden', html(403), /prvReadUser and prvWriteUser/, false],
  ['no such path', html(404), /path in DYNAMICS_URL and DYNAMICS_API_VERSION/, false],
  ['no such function', json(405, { Message: 'secret' }), /do not expect \(405\)/, false],
  ['disabled caller', fault(403, '0x80040225', 'secret'), /service user in.*0x80040225/, false],
  ['unknown code', fault(400, '0x80049999', 'secret'), /400, 0x80049999/, false],
  ['closed', fault(503, '0x8004a104', 'secret'), /disabled or in maintenance/, true],
  ['overloaded', html(503), /overloaded or failing \(503\)/, true],
  ['too many requests', html(429), /overloaded or failing \(429\)/, true],
  ['uncoded failure', fault(500, '', 'secret'), /overloaded or failing \(500\)/, true],
  ['half a document', raw(200, '{"UserId":'), /not whole JSON/, false],
  ['half an answer', truncated(200, '{"UserId":'), /cannot be reached/, true]
]

for (const [name, reply, detail, retryable] of cases) {
  t.test(name, async t => {
    const { url } = await startScriptedServer(t, [reply])
    const error: unknown = await openOrganization(t, url)
      .identify(never)
      .catch((error: unknown) => error)
    t.match(error, unavailableFor(detail))
    t.match(error, { details: { retryable } })
    t.notMatch(JSON.stringify(error), /secret|stacktrace/i)
  })
}

t.test('nobody listens', async t => {
  const reading = openOrganization(t, await deadUrl()).identify(never)
  await t.rejects(reading, unavailableFor(/reached \(ECONNREFUSED\): check DYNAMICS_URL/))
})

t.test('no answer in time', async t => {
  const { url } = await startScriptedServer(t, [hang])
  const reading = openOrganization(t, url, { timeoutMs: 60 }).identify(never)
  await t.rejects(reading, unavailableFor(/did not answer in time/))
})

t.test('codes of TLS and size', async t => {
  const codes: [string, RegExp, boolean][] = [
    ['CERT_HAS_EXPIRED', /not valid at this time/, false],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /DYNAMICS_CA_FILE/, false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /another host/, false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /scheme and port/, true],
    ['too-large', /larger than 64 MiB/, false]
  ]
  for (const [code, detail, retryable] of codes) {
    const { details } = unavailable({ kind: 'no-answer', isUnsent: false, code })
    t.match(details.detail, detail, code)
    t.equal(details.retryable, retryable, code)
  }
})
