import t from 'tap'
import { answerRequest } from '../../../src/sandbox/organization/answer-request.ts'
import { openUserTable } from '../../../src/sandbox/organization/user-table.ts'
import { contoso, id, identity, request } from './contoso.ts'

t.test('outside the organization IIS answers, in HTML', async t => {
  const { url, base } = await contoso(t)
  const outside = [
    url,
    `${url}/`,
    new URL('/', url).href,
    `${new URL('/', url).href}api/data/v9.1/WhoAmI()`,
    `${url}/api/data/v9.2/WhoAmI()`,
    `${base}%FF`
  ]
  for (const address of outside) {
    const reply = await request(address)
    t.match(reply, { status: 404, text: /HTTP Error 404\.0 - Not Found/ }, address)
    t.match(reply.headers.get('content-type'), /^text\/html/)
  }
})

t.test('the base lists the entity sets; the case of the path does not matter', async t => {
  const { base, url } = await contoso(t)
  const document = { '@odata.context': `${base}$metadata`, value: [{ name: 'systemusers' }] }
  for (const address of [base, base.slice(0, -1), `${url.toLowerCase()}/API/data/v9.1/`]) {
    t.match(await request(address), { status: 200, json: document })
  }
})

t.test('IIS limits: 2,048 bytes of query, 4,096 of path', async t => {
  const { ask, base } = await contoso(t)
  const query = 'x'.repeat(2048)
  t.match(await ask(`systemusers?${query}`), { status: 200 })
  t.match(await ask(`systemusers?${query}x`), {
    status: 404,
    text: /404\.15 - Query String Too Long/
  })
  const path = 'x'.repeat(4097 - new URL(base).pathname.length)
  t.match(await ask(path), { status: 404, text: /404\.14 - URL Too Long/ })
  t.match(await ask(path.slice(1)), { status: 404, error: { code: '0x80060888' } })
})

t.test('a wrong method is refused in the shape of ASP.NET', async t => {
  const { ask } = await contoso(t)
  const cases: [string, string][] = [
    ['PUT', 'systemusers'],
    ['PATCH', 'systemusers'],
    ['DELETE', `systemusers(${id(1)})`],
    ['POST', `systemusers(${id(1)})`],
    ['POST', 'WhoAmI()'],
    ['PATCH', '']
  ]
  for (const [method, path] of cases) {
    const Message = `The requested resource does not support http method '${method}'.`
    t.match(await ask(path, { method }), { status: 405, json: { Message } }, `${method} ${path}`)
  }
})

t.test('a fault of the imitation itself is an unexpected error', async t => {
  const broken = {
    table: openUserTable([]),
    write: () => Promise.reject(new Error('broken')),
    identity,
    optimisticConcurrency: true,
    ruleErrorStatus: 400 as const,
    baseUrl: 'http://127.0.0.1/Contoso/api/data/v9.1/'
  }
  const answer = await answerRequest(broken, {
    method: 'PATCH',
    target: `/Contoso/api/data/v9.1/systemusers(${id(1)})`,
    headers: { 'content-type': 'application/json' },
    body: '{}'
  })
  t.match(answer, { status: 500, body: /"0x80040216"/ })
})
