import { readFile } from 'node:fs/promises'
import t from 'tap'
import { describeApi } from '../../src/http/describe-api.ts'

t.test('what is committed is what the routes say (npm run openapi)', async t => {
  const { json, yaml } = await describeApi()
  const folder = new URL('../../openapi/', import.meta.url)
  t.ok((await readFile(new URL('openapi.json', folder), 'utf8')) === json, 'openapi.json')
  t.ok((await readFile(new URL('openapi.yaml', folder), 'utf8')) === yaml, 'openapi.yaml')
})
