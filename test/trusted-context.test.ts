import { createServer } from 'node:https'
import t from 'tap'
import { trustedContext } from '../src/trusted-context.ts'
import { certify } from './certify.ts'
import {
  aliceEtag,
  aliceId,
  never,
  openOrganization,
  recordingLog,
  unavailableFor,
  userRow
} from './dynamics/scripted-api.ts'
import { json, startScriptedServer } from './dynamics/scripted-server.ts'

const write = { systemUserId: aliceId, domainName: 'CONTOSO\\adams', etag: aliceEtag }

t.test('our own CA is trusted when named, and only then', async t => {
  const { key, cert } = certify(t.testdir(), 'localhost')
  const create = (listener: Parameters<typeof createServer>[1]) =>
    createServer({ key, cert }, listener)
  const { url, heard } = await startScriptedServer(t, [json(200, userRow())], create)

  const trusting = openOrganization(t, url, { ca: cert })
  t.match(await trusting.readUser(aliceId, never), { systemUserId: aliceId })

  const log = recordingLog()
  const distrusting = openOrganization(t, url, {}, log)
  await t.rejects(
    distrusting.readUser(aliceId, never),
    unavailableFor(/not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\).*DYNAMICS_CA_FILE/)
  )
  t.strictSame(log.lines, [], 'trust does not come by trying again')
  t.match(await distrusting.writeDomainName(write, never), { kind: 'busy' }, 'surely not sent')
  t.equal(heard.length, 1)
})

t.test('a certificate for another host is refused', async t => {
  const { key, cert } = certify(t.testdir(), 'crm.contoso.test')
  const create = (listener: Parameters<typeof createServer>[1]) =>
    createServer({ key, cert }, listener)
  const { url } = await startScriptedServer(t, [json(200, userRow())], create)
  await t.rejects(
    openOrganization(t, url, { ca: cert }).readUser(aliceId, never),
    unavailableFor(/another host.*DYNAMICS_URL/)
  )
})

t.test('https to a server that speaks plain HTTP', async t => {
  const { url } = await startScriptedServer(t, [json(200, userRow())])
  const organization = openOrganization(t, url.replace('http:', 'https:'))
  await t.rejects(
    organization.readUser(aliceId, never),
    unavailableFor(/could not agree on TLS.*scheme and port/)
  )
})

function block(body: string): string {
  return `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`
}

t.test('a CA that is no PEM fails at once', async t => {
  const wrong = { code: 'invalid-configuration', details: { detail: /DYNAMICS_CA_FILE/ } }
  const { cert } = certify(t.testdir(), 'localhost')
  for (const ca of ['', 'garbage', '-----BEGIN CERTIFICATE-----', block('AAAA')]) {
    t.throws(() => trustedContext(ca, 'DYNAMICS_CA_FILE'), wrong, ca)
    t.throws(
      () => trustedContext(ca + block('AAAA') + cert, 'DYNAMICS_CA_FILE'),
      wrong,
      'among good ones'
    )
  }
  t.ok(trustedContext(`# issued by us\n${cert}\n${cert}`, 'DYNAMICS_CA_FILE'))
})
