import t from 'tap'
import { chooseMediaType } from '../../src/http/accept.ts'
import { asAll, openDoor } from '../fakes/door.ts'

const both = ['application/json', 'text/plain']
const cases: readonly [accept: string | undefined, chosen: string | undefined][] = [
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['text/plain', 'text/plain'],
  ['TEXT/Plain; charset=utf-8', 'text/plain'],
  ['text/*', 'text/plain'],
  ['application/json;q=0.5, text/plain', 'text/plain'],
  ['application/json;q=0, */*', 'text/plain'],
  ['text/html, application/xhtml+xml, */*;q=0.1', 'application/json'],
  ['application/json;q=nonsense', undefined],
  ['text/csv', undefined]
]
for (const [accept, chosen] of cases) {
  t.test(`Accept: ${accept} gives ${chosen}`, async t => {
    t.equal(chooseMediaType(accept, both), chosen)
  })
}

t.test('what cannot be given is refused, and negotiated answers vary', async t => {
  const app = await openDoor(t)
  const refused = await app.inject({ url: '/v1/scans', headers: { ...asAll, accept: 'text/csv' } })
  t.equal(refused.statusCode, 406)
  t.match(refused.json(), { code: 'not-acceptable', detail: /application\/json/ })
  const url = '/v1/users/CONTOSO%5Cjsmith'
  const text = await app.inject({ url, headers: { ...asAll, accept: 'text/plain' } })
  t.equal(text.headers['vary'], 'accept')
  t.equal(text.headers['content-type'], 'text/plain; charset=utf-8')
  const probe = await app.inject({ url: '/health/live', headers: { accept: 'text/csv' } })
  t.equal(probe.statusCode, 200, 'probes are never refused for their Accept')
})
