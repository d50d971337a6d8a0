import t from 'tap'
import { asAll, openDoor } from '../fakes/door.ts'

const url = '/v1/plans/b3f2a7c8-5c3e-4d76-8f0a-3f4f1f0b9e21'

t.test('a single resource is not sent again to who holds it', async t => {
  const app = await openDoor(t)
  const first = await app.inject({ url, headers: asAll })
  const etag = String(first.headers['etag'])
  t.match(etag, /^"[\w-]{43}"$/)
  for (const held of [etag, `W/${etag}`, `"old", ${etag}`, '*']) {
    const again = await app.inject({ url, headers: { ...asAll, 'if-none-match': held } })
    t.equal(again.statusCode, 304, held)
    t.equal(again.body, '')
    t.equal(again.headers['etag'], etag)
    t.notOk(again.headers['content-type'])
  }
  const stale = await app.inject({ url, headers: { ...asAll, 'if-none-match': '"old"' } })
  t.equal(stale.statusCode, 200)
  const text = await app.inject({ url, headers: { ...asAll, accept: 'text/plain' } })
  t.not(text.headers['etag'], etag, 'another representation has another ETag')
  const head = await app.inject({ method: 'HEAD', url, headers: asAll })
  t.equal(head.headers['etag'], etag)
})

t.test('lists and refusals carry none', async t => {
  const app = await openDoor(t)
  t.notOk((await app.inject({ url: '/v1/plans', headers: asAll })).headers['etag'])
  t.notOk((await app.inject({ url: '/v1/plans/x', headers: asAll })).headers['etag'])
})
