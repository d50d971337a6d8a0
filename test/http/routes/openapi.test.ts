import { readFile } from 'node:fs/promises'
import t from 'tap'
import { openDoor } from '../../fakes/door.ts'

t.test('the contract is served as it is committed', async t => {
  const app = await openDoor(t)
  const folder = new URL('../../../openapi/', import.meta.url)
  const json = await app.inject({ url: '/openapi.json' })
  t.match(json.headers['content-type'], /^application\/json/)
  t.strictSame(json.json(), JSON.parse(await readFile(new URL('openapi.json', folder), 'utf8')))
  const yaml = await app.inject({ url: '/openapi.yaml' })
  t.match(yaml.headers['content-type'], /^application\/yaml/)
  t.ok(yaml.body === (await readFile(new URL('openapi.yaml', folder), 'utf8')))
})
