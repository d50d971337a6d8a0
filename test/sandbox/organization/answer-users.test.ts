import t from 'tap'
import { contoso, id, rowOf } from './contoso.ts'

const five = [1, 2, 3, 4, 5].map(number => rowOf(number))

t.test('a list: context, ETags, what was selected', async t => {
  const { ask, base } = await contoso(t)
  const reply = await ask("systemusers?$select=domainname&$filter=domainname eq 'contoso\\user2'")
  t.equal(reply.headers.get('odata-version'), '4.0')
  t.same(reply.json, {
    '@odata.context': `${base}$metadata#systemusers(domainname)`,
    value: [{ '@odata.etag': 'W/"1002"', domainname: 'CONTOSO\\user2', systemuserid: id(2) }]
  })
  const all = await ask('systemusers')
  t.equal(all.json['@odata.context'], `${base}$metadata#systemusers`)
  t.equal(all.value.length, 3)
  t.equal(all.headers.get('preference-applied'), null)
})

t.test('a property that cannot be read does not exist', async t => {
  const { ask } = await contoso(t)
  for (const query of [
    '$select=activedirectoryguid',
    "$filter=activedirectoryguid eq 'x'",
    '$orderby=activedirectoryguid'
  ]) {
    const error = { code: '0x80060888', message: /^Could not find a property named 'activedir/ }
    t.match(await ask(`systemusers?${query}`), { status: 400, error }, query)
  }
})

t.test('pages are followed by opaque absolute links', async t => {
  const { ask, base } = await contoso(t, { rows: five })
  const headers = { Prefer: 'odata.maxpagesize=2' }
  const seen: unknown[] = []
  let path: string | undefined = 'systemusers?$select=fullname&$orderby=fullname desc'
  while (path !== undefined) {
    const reply = await ask(path, { headers })
    t.equal(reply.headers.get('preference-applied'), 'odata.maxpagesize=2')
    seen.push(...reply.value.map(({ fullname }) => fullname))
    const next = reply.json['@odata.nextLink'] as string | undefined
    if (next !== undefined) t.ok(next.startsWith(`${base}systemusers?$select=fullname&`), next)
    t.ok((next ?? '').split('skiptoken=').length <= 2, 'one token, not one per page')
    path = next?.slice(base.length)
  }
  t.same(
    seen,
    [5, 4, 3, 2, 1].map(number => `First${number} Last${number}`)
  )
})

t.test('links name the server as it knows itself', async t => {
  const { ask } = await contoso(t, { rows: five, believedOrigin: 'http://crm.contoso.test' })
  const reply = await ask('systemusers', { headers: { Prefer: 'odata.maxpagesize=2' } })
  t.match(
    reply.json['@odata.nextLink'],
    /^http:\/\/crm\.contoso\.test\/Contoso\/api\/data\/v9\.1\/s/
  )
})

t.test('$top and a page size exclude each other', async t => {
  const { ask } = await contoso(t, { rows: five })
  const top = await ask('systemusers?$top=2')
  t.equal(top.value.length, 2)
  t.notOk('@odata.nextLink' in top.json)
  const paged = await ask('systemusers?$top=2', { headers: { Prefer: 'odata.maxpagesize=3' } })
  t.equal(paged.value.length, 3)
  t.ok('@odata.nextLink' in paged.json)
})

t.test('$count is of all pages, stops at 5,000, and says so only when asked', async t => {
  const rows = Array.from({ length: 5001 }, (_, index) => rowOf(index))
  const { ask } = await contoso(t, { rows })
  const few = await ask('systemusers?$count=true&$filter=versionnumber lt 1003&$top=1')
  t.equal(few.json['@odata.count'], 3)
  const many = await ask('systemusers?$count=true&$select=fullname')
  t.equal(many.json['@odata.count'], 5000)
  t.equal(many.value.length, 5000)
  t.ok('@odata.nextLink' in many.json)
  const name = '@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded'
  t.notOk(name in many.json)
  const headers = { Prefer: 'odata.maxpagesize=1,odata.include-annotations="*"' }
  const annotated = await ask('systemusers?$count=true', { headers })
  t.equal(annotated.json[name], true)
})

t.test('a query that cannot be read, and $skip, are refused', async t => {
  const { ask } = await contoso(t)
  const skip = await ask('systemusers?$skip=1')
  t.match(skip, { status: 400, error: { code: '0x80060888', message: /Skip Clause/ } })
  const cookie = await ask('systemusers?$skiptoken=2')
  t.match(cookie, { status: 400, error: { code: '0x80040203', message: /Paging Cookie/ } })
})

t.test('no user is ever created', async t => {
  const { ask, rows } = await contoso(t)
  const post = (body: string) => ask('systemusers', { method: 'POST', body })
  t.match(await post('{}'), { status: 400, error: { code: '0x80041d01' } })
  t.match(await post('{"domainname":"CONTOSO\\\\x"}'), { status: 501 })
  t.equal(rows.length, 3)
})
