import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import t from 'tap'

t.test('npm run openapi writes the contract that is committed', async t => {
  const file = new URL('../openapi/openapi.json', import.meta.url)
  const before = await readFile(file, 'utf8')
  const command = new URL('../src/openapi.ts', import.meta.url).pathname
  const { status, stderr } = spawnSync(process.execPath, [command], { encoding: 'utf8' })
  t.equal(status, 0, stderr)
  t.ok((await readFile(file, 'utf8')) === before)
})
