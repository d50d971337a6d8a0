import t from 'tap'
import { findNamed } from '../../src/active-directory/find-named.ts'
import { contoso, emea, eu } from './forests.ts'
import { openDomain, sidOf, user } from './scripted-domain.ts'

const never = new AbortController().signal

t.test('DNs of its own domain, SIDs and GUIDs of any', async t => {
  const seen: string[] = []
  const session = await openDomain(
    t,
    contoso,
    [
      user(`CN=ann,${contoso}`, 1),
      user(`CN=bob,${contoso}`, 2, sidOf(7, 2)),
      user(`CN=cy,${contoso}`, 3)
    ],
    text => seen.push(text)
  )
  const names = [
    `CN=ann,${contoso}`,
    `CN=eve,${eu}`,
    `CN=joe,${emea}`,
    'S-1-5-21-1-2-7-2',
    '03030303-0303-0303-0303-030303030303'
  ]
  const found = await findNamed(session, names, ['objectSid'], never)
  t.strictSame(
    found.map(({ dn }) => dn),
    [`CN=ann,${contoso}`, `CN=bob,${contoso}`, `CN=cy,${contoso}`]
  )
  t.ok(Buffer.isBuffer(found[1]?.['objectSid']))
  t.equal(seen.length, 1)
  t.match(seen[0], /distinguishedName.*objectSid.*sIDHistory.*objectGUID/s)
  t.notMatch(seen[0], /eve|joe/)
})

t.test('nothing of this domain: nothing asked', async t => {
  const session = await openDomain(t, contoso, [], () => t.fail('asked'))
  t.strictSame(await findNamed(session, [`CN=eve,${eu}`], [], never), [])
})

t.test('many, in batches', async t => {
  const many = Array.from({ length: 600 }, (_, i) => `CN=p${i},${contoso}`)
  let requests = 0
  const entries = many.map((dn, i) => user(dn, 1 + (i % 200)))
  const session = await openDomain(t, contoso, entries, () => void (requests += 1))
  t.equal((await findNamed(session, many, [], never)).length, 600)
  t.equal(requests, 3)
})
