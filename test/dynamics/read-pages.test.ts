import t from 'tap'
import type { JsonObject } from '../../src/dynamics/parse-json.ts'
import { readPages } from '../../src/dynamics/read-pages.ts'
import { webApiUrl, type WebApi } from '../../src/dynamics/web-api.ts'
import { never, openApi, unavailableFor } from './scripted-api.ts'
import { html, json, startScriptedServer, type Reply } from './scripted-server.ts'

function page(value: unknown, next?: string): Reply {
  return (response, heard) => {
    const link = next && `http://${heard.headers.host}/Contoso/api/data/v9.1/systemusers?${next}`
    json(200, { value, ...(link && { '@odata.nextLink': link }) })(response, heard)
  }
}

async function readAll(api: WebApi): Promise<JsonObject[][]> {
  const pages: JsonObject[][] = []
  const first = webApiUrl(api.base, 'systemusers?$select=fullname')
  for await (const rows of readPages(api, first, 2, never)) pages.push([...rows])
  return pages
}

t.test('follows the links to the end, asking for the same size each time', async t => {
  const { url, heard } = await startScriptedServer(t, [
    page([{ n: 1 }, { n: 2 }], '$skiptoken=%3Ca%20b=%221%22/%3E'),
    html(503),
    page([], '$skiptoken=3'),
    page([{ n: 3 }])
  ])
  const pages = await readAll(openApi(t, url).api)
  t.strictSame(pages, [[{ n: 1 }, { n: 2 }], [], [{ n: 3 }]])
  t.strictSame(
    heard.map(({ path }) => path.split('?')[1]),
    [
      '$select=fullname',
      '$skiptoken=%3Ca%20b=%221%22/%3E',
      '$skiptoken=%3Ca%20b=%221%22/%3E',
      '$skiptoken=3'
    ]
  )
  for (const { headers } of heard) t.equal(headers['prefer'], 'odata.maxpagesize=2')
})

t.test('a circle of pages ends', async t => {
  const { url, heard } = await startScriptedServer(t, [
    page([], 'p=2'),
    page([], 'p=3'),
    page([], 'p=2')
  ])
  await t.rejects(readAll(openApi(t, url).api), unavailableFor(/leads back to a page/))
  t.equal(heard.length, 3)
})

t.test('nothing is sent to where a foreign link leads', async t => {
  const foreign = await startScriptedServer(t, [page([{ n: 2 }])])
  const { url } = await startScriptedServer(t, [
    json(200, {
      value: [{ n: 1 }],
      '@odata.nextLink': `${foreign.url}/api/data/v9.1/systemusers?p=2`
    })
  ])
  await t.rejects(readAll(openApi(t, url).api), unavailableFor(/was not followed/))
  t.strictSame(foreign.heard, [])
})

t.test('a page without a list of rows is an error, not an empty page', async t => {
  for (const value of [undefined, null, {}, ['a'], [null]]) {
    const { url } = await startScriptedServer(t, [page(value)])
    await t.rejects(readAll(openApi(t, url).api), unavailableFor(/no list of rows/))
  }
})

t.test('a page that fails for good ends the stream with its cause', async t => {
  const { url } = await startScriptedServer(t, [page([], 'p=2'), html(200)])
  await t.rejects(readAll(openApi(t, url).api), unavailableFor(/claims-based/))
})
